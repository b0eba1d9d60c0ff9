import { GlossaryList } from './Glossary'
import { GlossaryLink } from './GlossaryLink'
import { Claims } from './method/Claims'
import { Contents } from './method/Contents'
import { Evaluation } from './method/Evaluation'
import { Grpo } from './method/Grpo'
import { Objectives } from './method/Objectives'
import { Options } from './method/Options'
import { Pipeline } from './method/Pipeline'
import { Policies } from './method/Policies'
import { Section } from './method/Section'
import { Weights } from './method/Weights'
import { Why } from './method/Why'
import { WorkedExample } from './method/WorkedExample'
import { PresetCards } from './PresetCards'
import { useGlossary } from './useGlossary'

interface Props {
  /** Starts the tour; without it the page offers none. */
  onTour?: () => void
  /** A preset's link was clicked: the settings become that preset's, and the page may show them. */
  onOpen?: () => void
}

/** The method in formulas, what it was applied to, what came out, and the words for it. */
export default function MethodView({ onTour, onOpen }: Props) {
  const { list, query, setQuery, marked, goTo } = useGlossary()
  return (
    <GlossaryLink value={goTo}>
      <div className="method">
        <Contents />
        <div className="method-text">
          <p className="method-lead">
            What the page computes, formula by formula. The method is that of Zhang et al.,{' '}
            <a href="https://arxiv.org/abs/2602.01058" rel="noreferrer">
              “Good SFT Optimizes for SFT, Better SFT Prepares for Reinforcement Learning”
            </a>
            . Words with dots under them are explained where they stand.
          </p>
          {onTour && (
            <button type="button" className="method-tour" onClick={onTour}>
              Take the tour (5 steps)
            </button>
          )}
          <Section id="pipeline">
            <Pipeline />
          </Section>
          <Section id="weights">
            <Weights />
          </Section>
          <Section id="example">
            <WorkedExample />
          </Section>
          <Section id="why">
            <Why />
          </Section>
          <Section id="objectives">
            <Objectives />
          </Section>
          <Section id="options">
            <Options />
          </Section>
          <Section id="grpo">
            <Grpo />
          </Section>
          <Section id="evaluation">
            <Evaluation />
          </Section>
          <Section id="policies">
            <Policies />
          </Section>
          <Section id="claims">
            <Claims onOpen={onOpen} />
          </Section>
          <Section id="presets">
            <PresetCards onOpen={onOpen} />
          </Section>
          <Section id="glossary">
            <GlossaryList query={query} onQuery={setQuery} marked={marked} list={list} />
          </Section>
        </div>
      </div>
    </GlossaryLink>
  )
}

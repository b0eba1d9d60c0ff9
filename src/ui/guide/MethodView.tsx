import type { ReactNode } from 'react'
import { GlossaryList, useGlossary } from './Glossary'
import { Claims } from './method/Claims'
import { Evaluation } from './method/Evaluation'
import { Pipeline, Policies } from './method/Experiment'
import { Grpo } from './method/Grpo'
import styles from './method.module.css'
import { Objectives, Options } from './method/Objectives'
import { Weights, Why } from './method/Weights'
import { WorkedExample } from './method/WorkedExample'
import { PresetCards } from './PresetCards'
import { GlossaryLink } from './Term'

/** The parts of the Method page, in their order: their ids and headings. */
export const sections = [
  { id: 'pipeline', title: 'Pipeline' },
  { id: 'weights', title: 'PEAR’s weights' },
  { id: 'example', title: 'A worked example' },
  { id: 'why', title: 'Why they point the right way' },
  { id: 'objectives', title: 'Arms and controls' },
  { id: 'options', title: 'Choices the paper leaves open' },
  { id: 'grpo', title: 'RL' },
  { id: 'evaluation', title: 'Evaluation and statistics' },
  { id: 'policies', title: 'Policies and games' },
  { id: 'claims', title: 'What is claimed, and what not' },
  { id: 'presets', title: 'Experiments worth opening' },
  { id: 'glossary', title: 'Glossary' },
] as const

type SectionId = (typeof sections)[number]['id']

/** The id of a section's element. */
const elementId = (id: SectionId): string => `method-${id}`

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
      <div className={styles.method}>
        <Contents />
        <div className={styles.text}>
          <p className={styles.lead}>
            What the page computes, formula by formula. The method is that of Zhang et al.,{' '}
            <a href="https://arxiv.org/abs/2602.01058" rel="noreferrer">
              “Good SFT Optimizes for SFT, Better SFT Prepares for Reinforcement Learning”
            </a>
            . Words with dots under them are explained where they stand.
          </p>
          {onTour && (
            <button type="button" className={styles.tour} onClick={onTour}>
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

/** A part of the Method page. Its heading takes the focus when the table of contents goes there. */
function Section({ id, children }: { id: SectionId; children: ReactNode }) {
  const own = elementId(id)
  return (
    <section aria-labelledby={own}>
      <h2 id={own} tabIndex={-1}>
        {sections.find((section) => section.id === id)?.title}
      </h2>
      {children}
    </section>
  )
}

/**
 * The page's table of contents. Its entries are buttons and no links: the address holds the experiment, and going to a part of
 * this page must not change that.
 */
function Contents() {
  return (
    <nav className={styles.contents} aria-label="On this page">
      <ol>
        {sections.map(({ id, title }) => (
          <li key={id}>
            <button
              type="button"
              className="text-button"
              onClick={() => {
                const heading = document.getElementById(elementId(id))
                heading?.scrollIntoView({ block: 'start' })
                heading?.focus({ preventScroll: true })
              }}
            >
              {title}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

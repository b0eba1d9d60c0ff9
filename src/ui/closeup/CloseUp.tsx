import { type ReactNode, useState, type KeyboardEvent } from 'react'
import type { ArmId } from '../../config/armId'
import type { ExperimentConfig } from '../../config/config'
import { stageTitles } from '../../config/stages'
import type { ArmUpdate, UpdateEvent, UpdatedRow } from '../../results/events'
import type { RunResults } from '../../results/results'
import { compact, decimal } from '../format'
import { Picker } from '../parts/Select'
import { useArmStyle } from '../armStyle'
import styles from './CloseUp.module.css'
import {
  changeText,
  clipFactor,
  coefficientText,
  hasNoAdvantage,
  summaryOf,
  coefficientColor,
  tokenSentence,
  tokensOf,
} from './figures'
import { gridTarget, type GridPlace, isBrowserKey } from '../parts/arrowKeys'
import { ScrollRegion } from '../parts/ScrollRegion'
import { ProbabilityPair, RowTable } from './RowTable'

/** One optimizer step of one arm in detail: the batch, the weights, the size of the step, and what it changed. */
export default function CloseUp({ results: { update, config } }: { results: RunResults }) {
  const styleOf = useArmStyle()
  const [picked, setPicked] = useState<ArmId>()
  // RL has an arm that SFT has not, and another run may have other arms.
  const shown = update?.arms.find(({ arm }) => arm === picked) ?? update?.arms[0]
  if (!update || !shown || !config) return null
  const { stage, step, seed } = update
  return (
    <section className={styles.closeUp} aria-labelledby="closeup-title">
      <div className={styles.head}>
        <h2 id="closeup-title">One update</h2>
        <p className={styles.where}>
          {stageTitles[stage]} · step {step} of {config[stage].steps} · seed {seed}
        </p>
        <Picker
          className={styles.arm}
          label="Arm"
          value={shown.arm}
          options={update.arms.map(({ arm }) => ({ value: arm, title: styleOf(arm).title }))}
          onPick={setPicked}
        />
      </div>
      <Flow update={update} shown={shown} config={config} />
      {hasNoAdvantage(update, shown) && (
        <p className={styles.note}>
          All rollouts of a group earned the same reward, so that none is better than the others: their advantage is 0,
          and they teach nothing.
        </p>
      )}
      {shown.rateFactor === 0 && (
        <p className={styles.note}>This arm has stopped: its learning rate is 0 from here on, and its policy stays.</p>
      )}
      <Rows key={stage} stage={stage} rows={shown.rows} />
    </section>
  )
}

interface FlowProps {
  update: UpdateEvent
  shown: ArmUpdate
  config: ExperimentConfig
}

/** The four parts of an update in order, each with its main figure. */
function Flow({ update: { stage, learningRate }, shown, config }: FlowProps) {
  const summary = summaryOf(shown)
  const { mean, least, largest } = summary.coefficient
  const text = (coefficient: number): string => coefficientText(stage, coefficient)
  const { maxGradNorm } = config.optimizer
  const factor = clipFactor(shown.gradNorm, maxGradNorm)
  const rate = learningRate * (shown.rateFactor ?? 1)
  const rows = stage === 'sft' ? config.sft.batch : config.rl.prompts * config.rl.group
  return (
    <ol className={styles.flow} aria-label="The parts of this update">
      <Part title="Batch" figure={`${shown.rows.length} of ${rows}`}>
        {stage === 'sft'
          ? `offline responses, ${summary.tokens} tokens, which every arm sees`
          : `of the policy’s own rollouts, ${summary.tokens} tokens, to one prompt`}
      </Part>
      <Part title={stage === 'sft' ? 'Weights' : 'Advantages'} figure={`${text(least)} to ${text(largest)}`}>
        {stage === 'sft'
          ? `mean ${text(mean)}; canonical SFT counts every token 1`
          : 'reward less the group’s mean: above 0 the response is made more likely'}
      </Part>
      <Part title="Gradient norm" figure={compact(shown.gradNorm)}>
        {factor < 1 ? `clipped to ${compact(maxGradNorm)}` : `within ${compact(maxGradNorm)}, so not clipped`}; learning
        rate {compact(rate)}
      </Part>
      <Part
        title="New probabilities"
        figure={
          <>
            {decimal(summary.before)} → {decimal(summary.after)}
          </>
        }
      >
        mean of a token ({changeText(summary.after - summary.before)}); {summary.rose} rose, {summary.fell} fell
      </Part>
    </ol>
  )
}

function Part({ title, figure, children }: { title: string; figure: ReactNode; children: ReactNode }) {
  return (
    <li className={styles.part}>
      <h3>{title}</h3>
      <p className={styles.figure}>{figure}</p>
      <p className={styles.words}>{children}</p>
    </li>
  )
}

/** The rows of an update. Arrow keys go from token to token, and the line above them says everything of one. */
function Rows({ stage, rows }: { stage: UpdateEvent['stage']; rows: readonly UpdatedRow[] }) {
  const [chosen, setChosen] = useState<GridPlace>({ row: 0, column: 0 })
  const [hovered, setHovered] = useState<GridPlace>()
  const figures = rows.map(tokensOf)
  const lengths = figures.map((tokens) => tokens.length)
  // Another step or arm may have fewer or shorter rows.
  const row = Math.min(chosen.row, rows.length - 1)
  const place = { row, column: Math.min(chosen.column, Math.max(0, (lengths[row] ?? 1) - 1)) }
  const shown = hovered && figures[hovered.row]?.[hovered.column] ? hovered : place
  const token = figures[shown.row]?.[shown.column]

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (isBrowserKey(event) || event.shiftKey) return
    const goal = gridTarget(event.key, place, lengths)
    if (!goal) return
    event.preventDefault()
    setChosen(goal)
    event.currentTarget.querySelector<HTMLElement>(`[data-place="${goal.row}-${goal.column}"]`)?.focus()
  }

  return (
    <>
      <div className={styles.guide}>
        <p className={styles.readout}>
          {token && (
            <>
              <span className={styles.readoutRow}>
                {stage === 'sft' ? 'Row' : 'Rollout'} {shown.row + 1} ·{' '}
              </span>
              {tokenSentence(stage, token, shown.column + 1, lengths[shown.row] ?? 0)}
            </>
          )}
        </p>
        <Legend stage={stage} />
      </div>
      <ScrollRegion
        label="Tokens of the update, scroll sideways"
        className={styles.rows}
        onPointerLeave={() => {
          setHovered(undefined)
        }}
      >
        {rows.map((own, index) => (
          <RowTable
            key={index}
            stage={stage}
            row={own}
            index={index}
            tokens={figures[index] ?? []}
            chosen={place.row === index ? place.column : undefined}
            shown={shown.row === index ? shown.column : undefined}
            onChoose={setChosen}
            onHover={setHovered}
            onKeyDown={onKeyDown}
          />
        ))}
      </ScrollRegion>
    </>
  )
}

const samples = { sft: [0.1, 1, 10], rl: [-2, 0, 2] } as const

/** What the colours and the bars mean. */
function Legend({ stage }: { stage: UpdateEvent['stage'] }) {
  return (
    <ul className={styles.legend} aria-label="Colours and bars">
      {samples[stage].map((coefficient) => (
        <li key={coefficient}>
          <span
            className={styles.legendCell}
            style={{ backgroundColor: coefficientColor(stage, coefficient) }}
            aria-hidden="true"
          />{' '}
          {coefficientText(stage, coefficient)}
        </li>
      ))}
      <li>
        <ProbabilityPair before={0.4} after={0.7} /> probability before and after
      </li>
    </ul>
  )
}

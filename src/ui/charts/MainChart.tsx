import { type RefObject, useId, useMemo, useState } from 'react'
import { metricAbout } from '../../results/metrics'
import { Picker } from '../parts/Select'
import styles from './charts.module.css'
import { type Choice, type ChoiceGroup, stagesText } from './choices'
import { unitTitles } from '../../results/series'
import { CurveTable } from './CurveTable'
import { ExportButtons } from './ExportButtons'
import kit from './kit/kit.module.css'
import type { ChartLayers } from './model'
import { type ChartRun, chartModel, isPositive, type StageLengths } from './model'
import { Plot } from './Plot'

interface Props {
  /** The whole figure, which takes the focus when a small chart is enlarged. */
  ref: RefObject<HTMLElement | null>
  choice: Choice
  groups: readonly ChoiceGroup[]
  runs: readonly ChartRun[]
  lengths: StageLengths
  layers: ChartLayers
  onChoose: (id: string) => void
}

/** The large chart: any metric through its stages, at first the accuracy on held-out prompts through SFT and then RL. */
export function MainChart({ ref, choice, groups, runs, lengths, layers, onChoose }: Props) {
  const id = useId()
  const [log, setLog] = useState(false)
  const { unit, smoothing, hidden, table } = layers
  const model = useMemo(
    () => chartModel(choice, runs, lengths, { unit, smoothing, hidden }),
    [choice, runs, lengths, unit, smoothing, hidden],
  )
  const positive = useMemo(() => isPositive(model), [model])
  const axisName = `${unitTitles[unit]} of ${stagesText(choice.stages)}`
  const help = readingHelp(runs[0]?.seeds.length ?? 0, choice, smoothing)
  return (
    <figure
      ref={ref}
      data-chart="main"
      className={styles.main}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-about`}
    >
      <figcaption className={styles.head}>
        <h3 id={`${id}-title`}>{choice.title}</h3>
        <Picker
          className={`${styles.tool} ${styles.picker}`}
          label="Metric"
          value={choice.id}
          options={groups.map(({ title, choices }) => ({
            title,
            options: choices.map(({ id: value, title: name }) => ({ value, title: name })),
          }))}
          onPick={onChoose}
        />
        <label className={styles.tool} title={positive ? undefined : 'Some values are 0 or below'}>
          <input
            type="checkbox"
            checked={log && positive}
            disabled={!positive}
            onChange={(event) => {
              setLog(event.target.checked)
            }}
          />
          Log y{!positive && <span className={styles.aside}>needs values above 0; some here are not</span>}
        </label>
        <ExportButtons model={model} runs={runs} note={help} figure={() => ref.current} />
      </figcaption>
      {table ? (
        <CurveTable model={model} />
      ) : (
        <Plot model={model} layers={layers} log={log && positive} axisName={axisName} />
      )}
      <p className={`${kit.about} ${styles.about}`} id={`${id}-about`}>
        {metricAbout(choice.metric)} {table ? 'Mean, 95 % interval over seeds, n.' : help}
      </p>
    </figure>
  )
}

function readingHelp(seeds: number, choice: Choice, smoothing: number): string {
  const line = `Thick line: mean over ${seeds === 1 ? 'the one seed' : `${seeds} seeds`}${smoothing > 0 ? ', smoothed' : ''}; thin lines: each seed.`
  if (seeds < 2) return `${line} One seed gives no interval.`
  return `${line} Band: 95 % t-interval of the mean${choice.bounds ? ', cut in the drawing where the metric ends' : ''}.`
}

import { memo, useMemo, useState } from 'react'
import { metricAbout } from '../../results/metrics'
import styles from './charts.module.css'
import { type Choice, FIRST_CHOICE, SMALL_CHOICES, stagesText } from './choices'
import { unitTitles } from '../../results/series'
import { CurveTable } from './CurveTable'
import kit from './kit/kit.module.css'
import type { ChartLayers } from './model'
import { type ChartRun, chartModel, type StageLengths } from './model'
import { Plot } from './Plot'

interface Shared {
  runs: readonly ChartRun[]
  lengths: StageLengths
  layers: ChartLayers
  onChoose: (id: string) => void
}

interface Props extends Shared {
  choices: readonly Choice[]
  /** What the main chart shows. */
  chosen: string
}

/** The other metrics, each small: means and bands. Any of them can become the main chart. */
export function SmallCharts({ choices, chosen, ...shared }: Props) {
  const [all, setAll] = useState(false)
  const ids = all ? choices.map(({ id }) => id) : [FIRST_CHOICE, ...SMALL_CHOICES]
  const shown = ids.filter((id) => id !== chosen).flatMap((id) => choices.find((choice) => choice.id === id) ?? [])
  return (
    <>
      <div className={styles.smalls}>
        {shown.map((choice) => (
          <SmallChart key={choice.id} choice={choice} optional={!SMALL_CHOICES.includes(choice.id)} {...shared} />
        ))}
      </div>
      <button
        type="button"
        className={styles.all}
        aria-expanded={all}
        onClick={() => {
          setAll(!all)
        }}
      >
        {all ? 'Fewer metrics' : 'Every metric'}
      </button>
    </>
  )
}

interface SmallProps extends Shared {
  choice: Choice
  /** Left out while it has no values. */
  optional: boolean
}

const SmallChart = memo(function SmallChart({ choice, optional, runs, lengths, layers, onChoose }: SmallProps) {
  const { unit, smoothing, hidden } = layers
  const model = useMemo(
    () => chartModel(choice, runs, lengths, { unit, smoothing, hidden }),
    [choice, runs, lengths, unit, smoothing, hidden],
  )
  if (optional && model.series.length === 0) return null
  const title = `small-${choice.id}`
  const choose = (): void => {
    onChoose(choice.id)
  }
  return (
    <figure className={styles.small} aria-labelledby={title}>
      <figcaption>
        <h3 id={title}>{choice.title}</h3>
        <button
          type="button"
          className={styles.enlarge}
          aria-label={`Show ${choice.title} in the main chart`}
          onClick={choose}
        >
          <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
            <path d="M8.5 1.5h4v4M12.5 1.5L8 6M5.5 12.5h-4v-4M1.5 12.5L6 8" />
          </svg>
        </button>
      </figcaption>
      {layers.table ? (
        <CurveTable model={model} small />
      ) : (
        <Plot model={model} layers={layers} small onActivate={choose} />
      )}
      <p className={`${kit.about} ${styles.about}`}>
        {metricAbout(choice.metric)} {unitTitles[unit]} of {stagesText(choice.stages)}.
      </p>
    </figure>
  )
})

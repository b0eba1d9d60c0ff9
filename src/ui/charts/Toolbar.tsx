import { useId } from 'react'
import { Picker } from '../parts/Select'
import styles from './charts.module.css'
import { axisUnits, unitTitles, type AxisUnit } from './clock'
import type { ChartLayers } from './layers'

interface Props {
  layers: ChartLayers
  onChange: (layers: ChartLayers) => void
  /** The units that the run has measured. */
  units: readonly AxisUnit[]
}

/** The heaviest smoothing on offer. */
const MOST = 0.99

/** How all charts draw: what the horizontal axis counts, smoothing, and tables in place of drawings. */
export function Toolbar({ layers, onChange, units }: Props) {
  const id = useId()
  const smooth = (value: number): void => {
    if (value >= 0 && value <= MOST) onChange({ ...layers, smoothing: value })
  }
  return (
    <div className={styles.tools} role="group" aria-label="How the charts are drawn">
      <Picker
        className={styles.tool}
        label="Horizontal axis"
        value={layers.unit}
        options={axisUnits.map((unit) => {
          const measured = units.includes(unit)
          return { value: unit, title: `${unitTitles[unit]}${measured ? '' : ' (not measured)'}`, disabled: !measured }
        })}
        onPick={(unit) => {
          onChange({ ...layers, unit })
        }}
      />
      <div className={styles.tool}>
        <label htmlFor={id}>Smoothing</label>
        <input
          id={id}
          type="range"
          min={0}
          max={MOST}
          step={0.01}
          value={layers.smoothing}
          aria-describedby={`${id}-about`}
          onChange={(event) => {
            smooth(event.target.valueAsNumber)
          }}
        />
        <input
          type="number"
          min={0}
          max={MOST}
          step={0.01}
          value={layers.smoothing}
          aria-label="Smoothing weight"
          onChange={(event) => {
            smooth(event.target.valueAsNumber)
          }}
        />
        <span id={`${id}-about`} className={styles.aside}>
          {layers.smoothing === 0 ? 'off' : 'moving average of each seed; the raw mean stays faint'}
        </span>
      </div>
      <label className={styles.tool}>
        <input
          type="checkbox"
          checked={layers.table}
          onChange={(event) => {
            onChange({ ...layers, table: event.target.checked })
          }}
        />
        Show as tables
      </label>
    </div>
  )
}

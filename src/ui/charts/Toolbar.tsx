import { useId } from 'react'
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
    <div className="chart-tools" role="group" aria-label="How the charts are drawn">
      <label className="tool">
        Horizontal axis
        <select
          value={layers.unit}
          onChange={(event) => {
            onChange({ ...layers, unit: axisUnits.find((unit) => unit === event.target.value) ?? 'steps' })
          }}
        >
          {axisUnits.map((unit) => (
            <option key={unit} value={unit} disabled={!units.includes(unit)}>
              {unitTitles[unit]}
              {!units.includes(unit) && ' (not measured)'}
            </option>
          ))}
        </select>
      </label>
      <div className="tool">
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
        <span id={`${id}-about`} className="tool-about">
          {layers.smoothing === 0 ? 'off' : 'moving average of each seed; the raw mean stays faint'}
        </span>
      </div>
      <label className="tool">
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

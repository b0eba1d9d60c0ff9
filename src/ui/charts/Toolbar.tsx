import { useId, useState } from 'react'
import { NumberField } from '../parts/NumberField'
import { Picker } from '../parts/Select'
import styles from './charts.module.css'
import { axisUnits, unitTitles, type AxisUnit, type Curved } from '../../results/series'
import type { ChartLayers, ChartRun } from './model'
import { ArmName } from '../ArmMarks'

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
  const smooth = (smoothing: number): void => {
    onChange({ ...layers, smoothing })
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
          step={STEP}
          value={layers.smoothing}
          aria-describedby={`${id}-about`}
          onChange={(event) => {
            smooth(event.target.valueAsNumber)
          }}
        />
        <SmoothingWeight value={layers.smoothing} onValue={smooth} />
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

/** One step of the arrow keys. */
const STEP = 0.01

/** The weight of smoothing as a number. What is typed counts once it is a weight, and goes when the field is left. */
function SmoothingWeight({ value, onValue }: { value: number; onValue: (value: number) => void }) {
  const [typed, setTyped] = useState<string>()
  const isWeight = (text: string): boolean => text.trim() !== '' && Number(text) >= 0 && Number(text) <= MOST
  return (
    <NumberField
      role="spinbutton"
      aria-label="Smoothing weight"
      aria-valuemin={0}
      aria-valuemax={MOST}
      aria-valuenow={value}
      aria-invalid={typed !== undefined && !isWeight(typed)}
      text={typed ?? String(value)}
      onText={(text) => {
        setTyped(text)
        if (isWeight(text)) onValue(Number(text))
      }}
      onKeyDown={(event) => {
        const by = { ArrowUp: STEP, ArrowDown: -STEP }[event.key]
        if (by === undefined) return
        event.preventDefault()
        setTyped(undefined)
        onValue(Number(Math.max(0, Math.min(MOST, value + by)).toFixed(2)))
      }}
      onBlur={() => {
        setTyped(undefined)
      }}
    />
  )
}

interface LegendProps {
  arms: readonly Curved[]
  overlay: ChartRun | undefined
  layers: ChartLayers
  onChange: (layers: ChartLayers) => void
}

/** The arms of all charts with their lines: each can be hidden, as can the seeds' lines, the bands and the other run. */
export function Legend({ arms, overlay, layers, onChange }: LegendProps) {
  const toggle = (arm: Curved): void => {
    const hidden = new Set(layers.hidden)
    if (!hidden.delete(arm)) hidden.add(arm)
    onChange({ ...layers, hidden })
  }
  return (
    <div className={styles.legend} role="group" aria-label="What the charts show">
      {arms.map((arm) => (
        <button
          key={arm}
          type="button"
          aria-pressed={!layers.hidden.has(arm)}
          onClick={() => {
            toggle(arm)
          }}
        >
          <ArmName arm={arm} />
        </button>
      ))}
      <span className={styles.layers}>
        <Layer of="seeds" title="Each seed" layers={layers} onChange={onChange} />
        <Layer of="band" title="95 % band" layers={layers} onChange={onChange} />
        {overlay && (
          <Layer of="overlay" title={`Overlay: ${overlay.name} (thin lines)`} layers={layers} onChange={onChange} />
        )}
      </span>
    </div>
  )
}

interface LayerProps {
  of: 'seeds' | 'band' | 'overlay'
  title: string
  layers: ChartLayers
  onChange: (layers: ChartLayers) => void
}

const Layer = ({ of, title, layers, onChange }: LayerProps) => (
  <button
    type="button"
    className={styles.layer}
    aria-pressed={layers[of]}
    onClick={() => {
      onChange({ ...layers, [of]: !layers[of] })
    }}
  >
    {title}
  </button>
)

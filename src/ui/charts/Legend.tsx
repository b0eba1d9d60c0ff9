import { ArmName } from '../Swatch'
import styles from './charts.module.css'
import type { ChartLayers } from './layers'
import type { ChartRun } from './model'
import type { Curved } from './series'

interface Props {
  arms: readonly Curved[]
  overlay: ChartRun | undefined
  layers: ChartLayers
  onChange: (layers: ChartLayers) => void
}

/** The arms of all charts with their lines: each can be hidden, as can the seeds' lines, the bands and the other run. */
export function Legend({ arms, overlay, layers, onChange }: Props) {
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

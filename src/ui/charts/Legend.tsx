import type { ArmId } from '../../experiment/arms'
import { ArmName } from '../Swatch'
import type { ChartLayers } from './layers'

interface Props {
  arms: readonly ArmId[]
  layers: ChartLayers
  onChange: (layers: ChartLayers) => void
}

/** The arms of all charts with their lines: each can be hidden, as can the seeds' lines and the bands. */
export function Legend({ arms, layers, onChange }: Props) {
  const toggle = (arm: ArmId): void => {
    const hidden = new Set(layers.hidden)
    if (!hidden.delete(arm)) hidden.add(arm)
    onChange({ ...layers, hidden })
  }
  return (
    <div className="legend" role="group" aria-label="What the charts show">
      {arms.map((arm) => (
        <label key={arm}>
          <input
            type="checkbox"
            checked={!layers.hidden.has(arm)}
            onChange={() => {
              toggle(arm)
            }}
          />
          <ArmName arm={arm} />
        </label>
      ))}
      <label className="legend-layer">
        <input
          type="checkbox"
          checked={layers.seeds}
          onChange={(event) => {
            onChange({ ...layers, seeds: event.target.checked })
          }}
        />
        Each seed
      </label>
      <label className="legend-layer">
        <input
          type="checkbox"
          checked={layers.band}
          onChange={(event) => {
            onChange({ ...layers, band: event.target.checked })
          }}
        />
        95 % band
      </label>
    </div>
  )
}

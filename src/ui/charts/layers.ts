import type { Curved } from './series'
import type { AxisUnit } from './clock'

/** What all charts draw, and how. */
export interface ChartLayers {
  seeds: boolean
  band: boolean
  /** The second run, where there is one. */
  overlay: boolean
  hidden: ReadonlySet<Curved>
  unit: AxisUnit
  /** The weight of the moving average; 0 is none. */
  smoothing: number
  /** Tables in place of drawings. */
  table: boolean
}

export const allLayers: ChartLayers = {
  seeds: true,
  band: true,
  overlay: true,
  hidden: new Set(),
  unit: 'steps',
  smoothing: 0,
  table: false,
}

import type { ArmId } from '../../experiment/arms'

/** What the charts draw besides each arm's mean. */
export interface ChartLayers {
  seeds: boolean
  band: boolean
  hidden: ReadonlySet<ArmId>
}

export const allLayers: ChartLayers = { seeds: true, band: true, hidden: new Set() }

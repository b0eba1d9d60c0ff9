import type { RunResults } from '../../results/results'
import type { Manifest } from '../../results/file'

/** A run whose results the page shows: the one that goes on, one that was kept or imported, or the recorded reference run. */
export interface ShownRun {
  id: string
  /** For people, e.g. `calm-otter-12`. */
  name: string
  results: RunResults
  /** Where and when it was made; only of a run that was not made in this tab. */
  manifest?: Manifest
}

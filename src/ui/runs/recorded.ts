import { parseResultsFile, resultsOf } from '../../results/resultsFile'
import type { ShownRun } from './shownRun'

/** The id of the recorded reference run among the runs that are shown. */
export const RECORDED_ID = 'recorded'

/** The recorded reference run, or a sentence that says why there is none. */
export type Recorded = { state: 'ready'; run: ShownRun } | { state: 'none'; message: string }

/** Reads the recorded reference run out of what the server answers. Does not reject. */
export async function readRecorded(ask: () => Promise<Response>): Promise<Recorded> {
  try {
    const response = await ask()
    if (!response.ok) return none(`the server answered ${response.status} ${response.statusText}`.trimEnd())
    const parsed = parseResultsFile(await response.text())
    if ('problem' in parsed) return none(parsed.problem)
    const { file } = parsed
    const run = { id: RECORDED_ID, name: 'Recorded run', results: resultsOf(file), manifest: file.manifest }
    return { state: 'ready', run }
  } catch (error) {
    return none(error instanceof Error ? error.message : String(error))
  }
}

const none = (reason: string): Recorded => ({
  state: 'none',
  message: `The recorded run cannot be shown: ${reason}. Press Run to make one here.`,
})

import recordUrl from '/runs/default.json?url'
import { useEffect, useState } from 'react'
import { parseResultsFile, resultsOf } from '../../results/file'
import { RECORDED_ID } from './library'
import type { ShownRun } from './shownRun'

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

let reading: Promise<Recorded> | undefined

export type RecordedState = { state: 'loading' } | Recorded

/** The recorded reference run, which is fetched once, whoever asks. */
export function useRecorded(): RecordedState {
  const [recorded, setRecorded] = useState<RecordedState>({ state: 'loading' })
  useEffect(() => {
    let isShown = true
    reading ??= readRecorded(() => fetch(recordUrl, { cache: 'no-cache' }))
    void reading.then((result) => {
      if (isShown) setRecorded(result)
    })
    return () => {
      isShown = false
    }
  }, [])
  return recorded
}

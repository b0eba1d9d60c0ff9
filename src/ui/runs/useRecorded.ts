import recordUrl from '/runs/default.json?url'
import { useEffect, useState } from 'react'
import { type Recorded, readRecorded } from './recorded'

let reading: Promise<Recorded> | undefined

/** The recorded reference run, which is fetched once, whoever asks. */
export function useRecorded(): { state: 'loading' } | Recorded {
  const [recorded, setRecorded] = useState<{ state: 'loading' } | Recorded>({ state: 'loading' })
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

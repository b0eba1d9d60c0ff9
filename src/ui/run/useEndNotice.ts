import { useEffect, useRef, useState } from 'react'
import type { RunResults } from '../../results/results'
import { endText, type Phase } from './status'

/** Seconds after which a run is long enough that people look at something else meanwhile. */
const LONG_RUN = 60

/** What a desktop notification says of the end of a run; undefined where the run was short or has not ended. */
export function endNoticeText(results: RunResults): { title: string; body: string } | undefined {
  const { end, progress } = results
  if (!end) return undefined
  const seconds = end.kind === 'failed' ? (progress?.elapsedSeconds ?? 0) : end.seconds
  if (seconds <= LONG_RUN) return undefined
  const titles = { finished: 'The run has finished', stopped: 'The run was stopped', failed: 'The run failed' } as const
  return { title: titles[end.kind], body: `${endText(results) ?? ''}.`.replace(/\.\.$/, '.') }
}

/** Why a visitor who asked for notifications gets none; undefined where they are allowed. */
export function refusal(permission: NotificationPermission | 'unsupported'): string | undefined {
  switch (permission) {
    case 'granted':
      return undefined
    case 'denied':
      return 'The browser refuses notifications from this page. Allow them in its site settings, then press again.'
    case 'default':
      return 'Notifications were neither allowed nor refused. Press again to be asked again.'
    case 'unsupported':
      return 'This browser shows no notifications from pages.'
  }
}

/** Whether the visitor is told of the end of a run, and how that is asked for. */
export interface EndNotice {
  wanted: boolean
  /** Why there will be no notification although the visitor asked for one. */
  refused: string | undefined
  toggle: () => void
}

/** Shows a desktop notification when a long run ends while the page is hidden, if the visitor asked for it and allows it. */
export function useEndNotice(results: RunResults, phase: Phase): EndNotice {
  const [wanted, setWanted] = useState(false)
  const [refused, setRefused] = useState<string>()
  const wasOn = useRef(false)

  useEffect(() => {
    if (phase !== 'over') {
      wasOn.current = phase !== 'idle'
      return
    }
    const ended = wasOn.current
    wasOn.current = false
    const text = endNoticeText(results)
    if (!ended || !wanted || !text || !document.hidden) return
    show(text).catch(() => {
      setWanted(false)
      setRefused(refusal('unsupported'))
    })
  }, [phase, results, wanted])

  const toggle = (): void => {
    setRefused(undefined)
    if (wanted) {
      setWanted(false)
      return
    }
    void askPermission().then((permission) => {
      const why = refusal(permission)
      setRefused(why)
      setWanted(why === undefined)
    })
  }
  return { wanted, refused, toggle }
}

async function askPermission(): Promise<NotificationPermission | 'unsupported'> {
  if (!('Notification' in window)) return 'unsupported'
  try {
    return await Notification.requestPermission()
  } catch {
    // A browser that does not let a page ask refuses it.
    return 'denied'
  }
}

/** Rejects where the browser lets only service workers show notifications, as on Android. */
function show({ title, body }: { title: string; body: string }): Promise<void> {
  return new Promise((resolve) => {
    const notification = new Notification(title, { body, tag: 'run-end' })
    notification.onclick = () => {
      window.focus()
      notification.close()
    }
    resolve()
  })
}

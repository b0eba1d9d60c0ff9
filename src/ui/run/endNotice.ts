import type { RunResults } from '../../results/results'
import { endText } from './status'

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

import { Banner } from '../Banner'
import type { ConfigState } from '../config/useConfig'
import { EngineBanner } from '../engine/EngineBanner'
import type { EngineState } from '../engine/useEngine'
import type { useGlobalErrors } from '../useGlobalErrors'

interface Props {
  errors: ReturnType<typeof useGlobalErrors>
  state: ConfigState
  engine: EngineState
}

/** What the visitor should know before anything else: errors of the page, what a link held, and a device that cannot train. */
export function Banners({ errors, state, engine }: Props) {
  const { notices } = state.editing
  return (
    <div className="banners">
      {errors.messages.length > 0 && (
        <Banner kind="bad" title="Something went wrong on this page" onDismiss={errors.dismiss}>
          <Messages list={errors.messages} />
        </Banner>
      )}
      {notices.length > 0 && (
        <Banner kind="note" title="About this link" onDismiss={state.dismissNotices}>
          <Messages list={notices} />
        </Banner>
      )}
      <EngineBanner engine={engine} />
    </div>
  )
}

function Messages({ list }: { list: readonly string[] }) {
  return (
    <ul>
      {list.map((message, i) => (
        <li key={i}>{message}</li>
      ))}
    </ul>
  )
}

import { useEffect, useState } from 'react'
import { Banner } from '../Banner'
import type { ConfigState } from '../config/useConfig'
import type { EngineState } from '../engine/useEngine'
import { offerFor, remedyFor } from '../engine/remedies'

interface Props {
  state: ConfigState
  engine: EngineState
}

/** What the visitor should know before anything else: errors of the page, what a link held, and a device that cannot train. */
export function Banners({ state, engine }: Props) {
  const errors = useGlobalErrors()
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

const MOST_MESSAGES = 5

/** Errors that nobody caught, for people to see: a page that goes silent is worse than one that says what failed. */
function useGlobalErrors(): { messages: readonly string[]; dismiss: () => void } {
  const [messages, setMessages] = useState<readonly string[]>([])

  useEffect(() => {
    const show = (reason: unknown): void => {
      const message = reason instanceof Error ? reason.message : String(reason)
      setMessages((before) => (before.includes(message) ? before : [...before, message].slice(-MOST_MESSAGES)))
    }
    const onError = (event: ErrorEvent): void => {
      // Browsers report a harmless skipped layout pass as an error.
      if (!event.message.startsWith('ResizeObserver loop')) show(event.error ?? event.message)
    }
    const onRejection = (event: PromiseRejectionEvent): void => {
      show(event.reason)
    }
    window.addEventListener('error', onError)
    window.addEventListener('unhandledrejection', onRejection)
    return () => {
      window.removeEventListener('error', onError)
      window.removeEventListener('unhandledrejection', onRejection)
    }
  }, [])

  return {
    messages,
    dismiss: () => {
      setMessages([])
    },
  }
}

/** Why the engine was refused, what to do about it, and what can train in its place; nothing where it is ready. */
function EngineBanner({ engine }: { engine: EngineState }) {
  const { report } = engine
  if (report === undefined || report.ready) return null
  const { title, steps } = remedyFor(report)
  const offer = offerFor(report)
  return (
    <Banner kind="bad" title={title}>
      <p>{report.message}</p>
      <ul>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      <p>Settings and links work all the same. {offer?.meaning}</p>
      {report.problem !== 'worker' && (
        <div className="actions">
          <button type="button" onClick={engine.checkAgain}>
            Check again
          </button>
          {offer && (
            <button
              type="button"
              onClick={() => {
                engine.takeForNow(offer.engine)
              }}
            >
              {offer.button}
            </button>
          )}
        </div>
      )}
    </Banner>
  )
}

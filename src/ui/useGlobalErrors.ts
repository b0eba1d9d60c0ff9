import { useEffect, useState } from 'react'

const MOST_MESSAGES = 5

/** Errors that nobody caught, for people to see: a page that goes silent is worse than one that says what failed. */
export function useGlobalErrors(): { messages: readonly string[]; dismiss: () => void } {
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

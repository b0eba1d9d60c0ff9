import { useEffect, useState } from 'react'

/** The value, renewed at most once in so many milliseconds; the newest always comes in the end. */
export function useThrottled<Value>(value: Value, milliseconds: number): Value {
  const [shown, setShown] = useState({ value })
  const [throttle] = useState(() =>
    createThrottle((newest: Value) => {
      setShown({ value: newest })
    }, milliseconds),
  )
  useEffect(() => {
    throttle.push(value)
  }, [throttle, value])
  useEffect(() => throttle.cancel, [throttle])
  return shown.value
}

/** Passes on the newest of many values, at most one in so many milliseconds; the first at once, the last always. */
export interface Throttle<Value> {
  push: (value: Value) => void
  /** Drops what has not been passed on. */
  cancel: () => void
}

export function createThrottle<Value>(pass: (value: Value) => void, milliseconds: number): Throttle<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let waiting: { value: Value } | undefined
  const rest = (): void => {
    timer = setTimeout(() => {
      timer = undefined
      if (!waiting) return
      const { value } = waiting
      waiting = undefined
      rest()
      pass(value)
    }, milliseconds)
  }
  return {
    push(value) {
      if (timer !== undefined) {
        waiting = { value }
        return
      }
      rest()
      pass(value)
    },
    cancel() {
      clearTimeout(timer)
      timer = undefined
      waiting = undefined
    },
  }
}

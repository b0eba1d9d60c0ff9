import { useEffect, useState } from 'react'
import { createThrottle } from './throttle'

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

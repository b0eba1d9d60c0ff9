import { useEffect, useState } from 'react'
import { type Responsiveness, ResponsivenessMeter } from './responsiveness'

const LONG_TASK = 'longtask'

/** Watches the page's own thread while `active`, and says afterwards how it was; undefined until then. */
export function useResponsiveness(active: boolean): Responsiveness | undefined {
  const [measured, setMeasured] = useState<Responsiveness>()
  useEffect(() => {
    if (!active) return undefined
    const reportsTasks = PerformanceObserver.supportedEntryTypes.includes(LONG_TASK)
    const meter = new ResponsivenessMeter(reportsTasks)
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) meter.task(duration)
    })
    if (reportsTasks) observer.observe({ type: LONG_TASK })
    let asked = requestAnimationFrame(function next(time) {
      meter.frame(time)
      asked = requestAnimationFrame(next)
    })
    const rest = (): void => {
      if (document.hidden) meter.rest()
    }
    document.addEventListener('visibilitychange', rest)
    return () => {
      cancelAnimationFrame(asked)
      observer.disconnect()
      document.removeEventListener('visibilitychange', rest)
      setMeasured(meter.result)
    }
  }, [active])
  return measured
}

import { useEffect, useState } from 'react'

/** How well the page's own thread kept up while it was looked at. Times are in milliseconds. */
export interface Responsiveness {
  /** For how long it was watched. */
  milliseconds: number
  frames: number
  /** The longest time between two frames. */
  longestFrame: number
  /** Tasks of more than 50 ms (the Long Tasks API); undefined where the browser does not report them. */
  longTasks: number | undefined
  longestTask: number
}

/** Frames a second; NaN before there was a frame. */
export const framesPerSecond = ({ frames, milliseconds }: Responsiveness): number => (1000 * frames) / milliseconds

/** Counts frames and long tasks. Frames of a hidden page do not come, so that time is left out. */
export class ResponsivenessMeter {
  private last: number | undefined
  private sum: Responsiveness

  /** @param reportsTasks whether the browser reports long tasks */
  constructor(reportsTasks: boolean) {
    this.sum = {
      milliseconds: 0,
      frames: 0,
      longestFrame: 0,
      longTasks: reportsTasks ? 0 : undefined,
      longestTask: 0,
    }
  }

  /** A frame is drawn, at a time in milliseconds. */
  frame(time: number): void {
    if (this.last !== undefined) {
      const taken = time - this.last
      const { milliseconds, frames, longestFrame } = this.sum
      this.sum = {
        ...this.sum,
        milliseconds: milliseconds + taken,
        frames: frames + 1,
        longestFrame: Math.max(longestFrame, taken),
      }
    }
    this.last = time
  }

  /** The page is hidden: the next frame starts anew. */
  rest(): void {
    this.last = undefined
  }

  task(milliseconds: number): void {
    const { longTasks = 0, longestTask } = this.sum
    this.sum = { ...this.sum, longTasks: longTasks + 1, longestTask: Math.max(longestTask, milliseconds) }
  }

  get result(): Responsiveness {
    return this.sum
  }
}

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

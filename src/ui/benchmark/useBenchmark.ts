import { useState } from 'react'
import type { BenchmarkResult, BenchmarkRow } from '../../benchmark/result'
import type { BenchmarkEvent } from '../../benchmark/run'
import type { Benchmark, BenchmarkRequest } from '../../worker/benchmark/client'

/** What a run of the benchmark has shown so far. */
export interface Measurements {
  request: BenchmarkRequest
  /** What it does now, or how it ended. */
  status: string
  rows: readonly BenchmarkRow[]
  /** At the end, with the date of the end. */
  done?: { result: BenchmarkResult; date: string }
  failed: boolean
}

/** The benchmark as the page sees it. */
export interface BenchmarkState {
  running: boolean
  measurements: Measurements | undefined
  run: (request: BenchmarkRequest) => void
  stop: () => void
}

/** Runs the benchmark, one run at a time, and gathers what it reports. */
export function useBenchmark(benchmark: Benchmark): BenchmarkState {
  const [running, setRunning] = useState(false)
  const [measurements, setMeasurements] = useState<Measurements>()

  const measure = async (request: BenchmarkRequest): Promise<void> => {
    let open = true
    const update = (change: (before: Measurements) => Measurements): void => {
      setMeasurements((before) => before && change(before))
    }
    const end = (change: Partial<Measurements>): void => {
      open = false
      setRunning(false)
      update((before) => ({ ...before, ...change }))
    }
    setRunning(true)
    setMeasurements({ request, status: 'Opening the engines…', rows: [], failed: false })
    try {
      const result = await benchmark.run(request, (event) => {
        if (open) update((before) => addEvent(before, event))
      })
      if (result === undefined) end({ status: 'Stopped; what was measured is kept.' })
      else end({ status: 'Finished', rows: result.rows, done: { result, date: new Date().toISOString() } })
    } catch (error) {
      end({ status: `Failed: ${error instanceof Error ? error.message : String(error)}`, failed: true })
    }
  }

  return {
    running,
    measurements,
    run: (request) => void measure(request),
    stop: () => {
      benchmark.stop()
    },
  }
}

/** Adds what an event says. */
export function addEvent(before: Measurements, event: BenchmarkEvent): Measurements {
  switch (event.kind) {
    case 'stage':
      return { ...before, status: `${event.text}…` }
    case 'sample':
      return { ...before, status: `Measuring ${event.engine}: ${event.task}, sample ${event.sample}…` }
    case 'row':
      return { ...before, rows: [...before.rows, event.row] }
  }
}

import { useCallback, useEffect, useState } from 'react'
import type { ExperimentConfig } from '../../experiment/config'
import { addEvents, emptyResults, type RunResults } from '../../experiment/results'
import type { DeviceReport, Place, Trainer } from '../../worker/client'
import type { Phase } from './status'

/** The trainer as the page sees it: its device, its run, and what can be asked of it. */
export interface TrainerState {
  /** Undefined while the device is being checked. */
  device: DeviceReport | undefined
  results: RunResults
  phase: Phase
  checkDevice: (place: Place) => void
  run: (config: ExperimentConfig) => void
  pause: () => void
  resume: () => void
  stop: () => void
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Checks the device once, then runs experiments one at a time and gathers what they report. */
export function useTrainer(trainer: Trainer): TrainerState {
  const [device, setDevice] = useState<DeviceReport>()
  const [results, setResults] = useState<RunResults>(emptyResults)
  const [active, setActive] = useState(false)
  const [stopping, setStopping] = useState(false)

  const check = useCallback(
    (place: Place) => {
      const failed = (error: unknown): DeviceReport => ({
        ready: false,
        problem: 'self-check',
        message: messageOf(error),
      })
      void trainer.checkDevice(place).catch(failed).then(setDevice)
    },
    [trainer],
  )
  useEffect(() => {
    check('webgpu')
  }, [check])

  const run = (config: ExperimentConfig): void => {
    const fail = (message: string): void => {
      setResults((before) => addEvents(before, [{ kind: 'failed', message }]))
    }
    setResults(emptyResults)
    setActive(true)
    setStopping(false)
    trainer
      .run(config, (events) => {
        setResults((before) => addEvents(before, events))
        for (const event of events) {
          // A device that fails during a run is no longer the one that passed the check.
          if (event.kind === 'failed' && event.problem)
            setDevice({ ready: false, problem: event.problem, message: event.message })
        }
      })
      .catch((error: unknown) => {
        fail(messageOf(error))
      })
      .finally(() => {
        setActive(false)
        setStopping(false)
        setResults((before) =>
          before.end ? before : addEvents(before, [{ kind: 'failed', message: 'The run ended without a word.' }]),
        )
      })
  }

  return {
    device,
    results,
    phase: phaseOf(results, active, stopping),
    checkDevice: (place) => {
      setDevice(undefined)
      check(place)
    },
    run,
    pause: () => void trainer.pause(),
    resume: () => void trainer.resume(),
    stop: () => {
      setStopping(true)
      void trainer.stop()
    },
  }
}

function phaseOf(results: RunResults, active: boolean, stopping: boolean): Phase {
  if (!active) return results.end ? 'over' : 'idle'
  if (stopping) return 'stopping'
  return results.paused ? 'paused' : 'running'
}

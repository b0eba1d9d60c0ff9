import { useState } from 'react'
import type { ExperimentConfig } from '../../config/config'
import type { RunEvent } from '../../results/events'
import { addEvents, emptyResults, type RunResults } from '../../results/results'
import type { Pace, Trainer } from '../../worker/client'
import type { EngineState } from '../engine/useEngine'
import type { Phase } from './status'
import { type EndNotice, useEndNotice } from './useEndNotice'

/** The trainer as the page sees it: its run, and what can be asked of it. */
export interface TrainerState {
  /** Of the run, counted from 1 since the page was opened: by it one run is told from another with the same settings. */
  number: number
  results: RunResults
  phase: Phase
  /** How fast this run and those after it go. */
  pace: Pace
  /** Whether the visitor is told of a long run's end while the page is hidden. */
  endNotice: EndNotice
  run: (config: ExperimentConfig) => void
  pause: () => void
  resume: () => void
  /** One optimizer step from a pause, then the run is paused again. */
  step: () => void
  stop: () => void
  setPace: (pace: Pace) => void
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Runs experiments one at a time and gathers what they report; of an engine that fails meanwhile, `engine` is told. */
export function useTrainer(trainer: Trainer, engine: Pick<EngineState, 'fail'>): TrainerState {
  const [{ number, results }, setRun] = useState<{ number: number; results: RunResults }>({
    number: 0,
    results: emptyResults,
  })
  const [active, setActive] = useState(false)
  const [stopping, setStopping] = useState(false)
  const [pace, setPace] = useState<Pace>({ slow: 0 })
  const phase = phaseOf(results, active, stopping)
  const endNotice = useEndNotice(results, phase)

  const run = (config: ExperimentConfig): void => {
    const add = (events: readonly RunEvent[]): void => {
      setRun((before) => ({ ...before, results: addEvents(before.results, events) }))
    }
    setRun((before) => ({ number: before.number + 1, results: emptyResults }))
    setActive(true)
    setStopping(false)
    trainer
      .run(config, (events) => {
        add(events)
        for (const event of events) {
          if (event.kind === 'failed' && event.problem) engine.fail(event.problem, event.message)
        }
      })
      .catch((error: unknown) => {
        add([{ kind: 'failed', message: messageOf(error) }])
      })
      .finally(() => {
        setActive(false)
        setStopping(false)
        setRun((before) =>
          before.results.end
            ? before
            : {
                ...before,
                results: addEvents(before.results, [{ kind: 'failed', message: 'The run ended without a word.' }]),
              },
        )
      })
  }

  return {
    number,
    results,
    phase,
    pace,
    endNotice,
    run,
    pause: () => void trainer.pause(),
    resume: () => void trainer.resume(),
    step: () => void trainer.step(),
    stop: () => {
      setStopping(true)
      void trainer.stop()
    },
    setPace: (next) => {
      setPace(next)
      void trainer.setPace(next)
    },
  }
}

function phaseOf(results: RunResults, active: boolean, stopping: boolean): Phase {
  if (!active) return results.end ? 'over' : 'idle'
  if (stopping) return 'stopping'
  return results.paused ? 'paused' : 'running'
}

import type { EngineId } from '../../../src/benchmark/contestant'
import type { StepRow } from '../../../src/benchmark/result'

/** A row of steps that took so many milliseconds. */
export function stepRow(engine: EngineId, members: number, batch: number, ms: number): StepRow {
  return {
    kind: 'step',
    engine,
    members,
    batch,
    samples: [{ steps: 1, ms, encodeMs: 1 }],
    ms: { median: ms, min: ms, max: ms },
    encodeMs: { median: 1, min: 1, max: 1 },
    dispatchesPerStep: 47,
    submitsPerStep: 1,
    firstStepMs: ms + 5,
    warmUpMs: 5,
    pipelines: 40,
    memoryBytes: 1000,
    losses: [4, 3, 2],
    lossError: 0,
  }
}

import type { TrainBatch } from '../../../src/policy/engine'
import type { Objective } from '../../../src/policy/objective'
import { parameterSpans } from '../../../src/policy/shape'
import model from '../../oracle/model.json'
import { sft } from './fixtures'

const { vocab, dModel, heads, layers, dFF } = model.config
export const ORACLE_SHAPE = { vocabulary: vocab, dModel, heads, layers, dFF }
export const ORACLE_SPANS = parameterSpans(ORACLE_SHAPE)
const SETTINGS = { gamma: 0.999, block: 4, clipDelta: [-0.08, 0.3], clipLogG: [-10, 5] } as const
/** The names of the objectives in the vectors. */
export const ORACLE_NAMES = ['sft', 'dft', 'token', 'block', 'sequence'] as const
export const ORACLE_OBJECTIVES: Objective[] = [
  sft({ kind: 'uniform' }),
  sft({ kind: 'probability' }),
  ...(['token', 'block', 'sequence'] as const).map((variant) =>
    sft({ kind: 'pear', variant, settings: SETTINGS, ratio: 'current', normalise: false }),
  ),
]

/** The oracle's batch as it stands, prompt of a row ending where its mask begins. */
export function oracleBatch(members: number): TrainBatch {
  const mask = model.responseMask
  return {
    slots: 1,
    rows: model.ids.length,
    length: model.ids[0]?.length ?? 0,
    inputs: Int32Array.from(model.ids.flat()),
    targets: Int32Array.from(model.targets.flat()),
    firsts: Int32Array.from(mask.map((row) => row.indexOf(1))),
    counts: Int32Array.from(mask.map((row) => row.reduce((a, b) => a + b))),
    slotOf: new Array<number>(members).fill(0),
    behaviourLogProbs: Float32Array.from(model.logpBeta.flat()),
  }
}

/** The model's parameters in the order of the flat vector. */
export function oracleParameters(): number[] {
  const named = model.params as Record<string, { data: number[] }>
  return ORACLE_SPANS.flatMap(({ name }) => named[name]?.data ?? [])
}

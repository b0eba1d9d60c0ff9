import type { PointEvent } from '../../src/results/events'

/** Figures that only evaluations give. */
const EVALUATED = ['passAt1', 'passAtK', 'greedy', 'heldOutNll', 'drift', 'cosine']

/** A point with its source: that of an evaluation where one of its figures comes from there alone. */
export function point(
  stage: PointEvent['stage'],
  step: number,
  arm: PointEvent['arm'],
  seed: number,
  values: PointEvent['values'],
): PointEvent {
  const source = EVALUATED.some((metric) => metric in values) ? 'evaluation' : 'train'
  return { kind: 'point', stage, source, step, arm, seed, values }
}

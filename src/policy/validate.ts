import type {
  MemberRef,
  Population,
  PromptBatch,
  Sampling,
  Snapshot,
  StepSettings,
  TokenBatch,
  TrainBatch,
} from './engine'
import { parameterCount, type PolicyShape, sameShape } from './shape'

/** Throws a RangeError that says what is wrong unless the condition holds. */
function need(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new RangeError(message())
}

function needSize(name: string, actual: number, expected: number): void {
  need(actual === expected, () => `${name} needs ${expected} numbers, not ${actual}.`)
}

function needSlots(slots: number, slotOf: readonly number[], members: number): void {
  needSize('slotOf (one slot a member)', slotOf.length, members)
  const inside = (slot: number): boolean => Number.isInteger(slot) && slot >= 0 && slot < slots
  need(slotOf.every(inside), () => `slotOf names slots 0 to ${slots - 1}, not ${slotOf.join(', ')}.`)
}

function needIds(name: string, ids: Int32Array, vocabulary: number): void {
  need(
    ids.every((id) => id >= 0 && id < vocabulary),
    () => `${name} must hold token ids of 0 to ${vocabulary - 1}.`,
  )
}

/** Checks a shape: whole positive sizes and an even head width. Throws RangeError. */
export function checkShape(shape: PolicyShape): void {
  const { vocabulary, dModel, heads, layers, dFF } = shape
  need(
    [vocabulary, dModel, heads, layers, dFF].every((size) => Number.isInteger(size) && size > 0),
    () => `A policy's sizes are whole numbers of at least 1, not ${JSON.stringify(shape)}.`,
  )
  need(dModel % (2 * heads) === 0, () => `dModel must be a multiple of 2·heads, not ${dModel} for ${heads} heads.`)
}

/** Checks a batch against the policies that read it. Throws RangeError. */
export function checkTokenBatch(batch: TokenBatch, shape: PolicyShape, members: number): void {
  const { slots, rows, length, inputs, targets, firsts, counts, slotOf } = batch
  needSize('inputs', inputs.length, slots * rows * length)
  needSize('targets', targets.length, slots * rows * length)
  needSize('firsts', firsts.length, slots * rows)
  needSize('counts', counts.length, slots * rows)
  needSlots(slots, slotOf, members)
  needIds('inputs', inputs, shape.vocabulary)
  needIds('targets', targets, shape.vocabulary)
  counts.forEach((count, row) => {
    const first = firsts[row] as number
    need(
      count >= 0 && (count === 0 || (first >= 0 && first + count <= length)),
      () => `Row ${row} has ${count} response tokens from position ${first} on, but only ${length} positions.`,
    )
  })
}

/** Checks that a step brings what its objectives need. Throws RangeError. */
export function checkStep(
  batch: TrainBatch,
  step: StepSettings,
  { members, shape }: Pick<Population, 'members' | 'shape'>,
): void {
  const tokens = batch.slots * batch.rows * batch.length
  const { behaviourLogProbs, behaviourDistributions, oldLogProbs, weights, advantages } = batch
  const { rateFactors } = step
  needSize('objectives (one a member)', step.objectives.length, members)
  if (behaviourLogProbs) needSize('behaviourLogProbs', behaviourLogProbs.length, tokens)
  if (behaviourDistributions)
    needSize('behaviourDistributions', behaviourDistributions.length, tokens * shape.vocabulary)
  if (oldLogProbs) needSize('oldLogProbs', oldLogProbs.length, tokens)
  if (weights) needSize('weights', weights.length, tokens)
  need(!weights || !oldLogProbs, () => 'A batch holds weights or oldLogProbs, not both.')
  if (rateFactors) {
    needSize('rateFactors (one a member)', rateFactors.length, members)
    need(
      rateFactors.every((factor) => factor >= 0 && Number.isFinite(factor)),
      () => 'rateFactors must be finite and at least 0.',
    )
  }
  if (advantages) needSize('advantages', advantages.length, batch.slots * batch.rows)
  for (const objective of step.objectives) {
    const distils = objective.kind === 'sft' && objective.loss === 'kl'
    need(
      !distils || behaviourDistributions !== undefined,
      () => 'KL to the behaviour policy needs behaviourDistributions.',
    )
    if (objective.kind === 'grpo') {
      need(oldLogProbs !== undefined, () => 'GRPO needs oldLogProbs, the log-probabilities the sampler reported.')
      need(advantages !== undefined, () => 'GRPO needs advantages.')
      need(objective.klBeta === 0 || step.reference !== undefined, () => "GRPO's KL term needs a reference.")
    } else if (objective.weighting.kind === 'pear') {
      need(behaviourLogProbs !== undefined, () => 'PEAR needs behaviourLogProbs.')
      const frozen = objective.weighting.ratio === 'initial'
      need(!frozen || step.reference !== undefined, () => "PEAR's ratio against the initial policy needs a reference.")
    } else if (objective.weighting.kind === 'given') {
      need(weights !== undefined, () => 'Given weights need weights.')
    }
  }
}

/** Checks prompts against the policies that answer them. Throws RangeError. */
export function checkPrompts(prompts: PromptBatch, sampling: Sampling, shape: PolicyShape, members: number): void {
  const { slots, rows, length, ids, lengths, keys, temperatures, slotOf } = prompts
  needSize('ids', ids.length, slots * rows * length)
  needSize('lengths', lengths.length, slots * rows)
  needSize('keys', keys.length, slots * rows * 2)
  needSize('temperatures', temperatures.length, slots * rows)
  needSlots(slots, slotOf, members)
  needIds('ids', ids, shape.vocabulary)
  need(
    lengths.every((n) => n >= 1 && n <= length),
    () => `Prompt lengths must be 1 to ${length}.`,
  )
  need(
    temperatures.every((t) => t >= 0 && Number.isFinite(t)),
    () => 'Temperatures must be finite and at least 0.',
  )
  need(
    Number.isInteger(sampling.maxResponse) && sampling.maxResponse >= 1,
    () => `maxResponse must be a whole number of at least 1, not ${sampling.maxResponse}.`,
  )
}

/** Checks that two populations have one shape and the same number of members. Throws RangeError. */
export function checkPaired(
  population: { shape: PolicyShape; members: number },
  reference: { shape: PolicyShape; members: number },
): void {
  need(
    sameShape(population.shape, reference.shape) && population.members === reference.members,
    () => 'A reference needs the shape and the number of members of the population it is for.',
  )
}

/** Checks that there are sources, and that all are members of their population and of one shape, which it gives. Throws RangeError. */
export function checkSources(sources: readonly MemberRef[]): PolicyShape {
  const shape = sources[0]?.population.shape
  if (!shape || !sources.every(({ population }) => sameShape(population.shape, shape)))
    throw new RangeError('fork() needs at least one source, and all of one shape.')
  for (const { population, member } of sources) {
    need(
      Number.isInteger(member) && member >= 0 && member < population.members,
      () => `This population has members 0 to ${population.members - 1}, not ${member}.`,
    )
  }
  return shape
}

/** Checks that a snapshot's arrays fit its shape. Throws RangeError. */
export function checkSnapshot(snapshot: Snapshot): void {
  const { shape, members, parameters, firstMoments, secondMoments } = snapshot
  checkShape(shape)
  const size = members * parameterCount(shape)
  needSize(`A snapshot's parameters`, parameters.length, size)
  needSize(`A snapshot's firstMoments`, firstMoments.length, size)
  needSize(`A snapshot's secondMoments`, secondMoments.length, size)
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { packPrompts } from '../../../src/policy/batch'
import type { PolicyEngine, PromptBatch, Snapshot } from '../../../src/policy/engine'
import type { PolicyShape } from '../../../src/policy/shape'
import { EnginePopulation } from '../../../src/policy/shell'
import { type FusedEngine, openFusedEngine } from '../../../src/policy/webgpu'
import { FusedMembers } from '../../../src/policy/webgpu/members'
import { DEFAULT_VARIANTS, TILES } from '../../../src/policy/webgpu/variants'
import { OPTIMIZER } from '../../helpers/policy/fixtures'
import { objectivesOf, raggedBatch } from '../../helpers/policy/random'
import { membersOf } from '../../helpers/policy/seam'
import { type Said, saidOf } from '../../helpers/webgpu/bits'
import { openOwnDevice, withSmallBuffers } from '../../helpers/webgpu/devices'

const SHAPE: PolicyShape = { vocabulary: 7, dModel: 12, heads: 2, layers: 2, dFF: 10 }
const SLOT_OF = [1, 0, 0, 1, 1, 0, 0]
const OBJECTIVES = objectivesOf(7, true)
const SAMPLING = { maxResponse: 4, stops: [0] }
const ALL = SLOT_OF.map((_, member) => member)

/** Budgets, and how many passes they cut the step into: one member of this shape takes some 266 kB. */
const CUTS = [
  { activationBudget: 1, passes: 7 },
  { activationBudget: 1_000_000, passes: 3 },
]

/** Prompts of two slots, as members read them. */
function prompts(slotOf: readonly number[]): PromptBatch {
  const keys = Uint32Array.from(Array.from({ length: 6 }, (_, row) => [...createRng(row, 'rollout').key]).flat())
  const slots = [
    [[1, 2, 3], [4], [5, 6]],
    [[2], [3, 1], [6]],
  ]
  return packPrompts(slots, { length: 3, keys, temperature: 1, slotOf })
}

/** What two steps, a score and a rollout of these members give; `change` has a hand in the parameters before. */
async function run(
  engine: PolicyEngine,
  members: readonly number[] = ALL,
  change: (snapshot: Snapshot) => void = () => undefined,
): Promise<Said> {
  const slotOf = members.map((member) => SLOT_OF[member] ?? 0)
  const objectives = members.map((member) => OBJECTIVES[member] ?? objectivesOf(1, false)[0]) as typeof OBJECTIVES
  const fresh = engine.createPopulation(SHAPE, members)
  const start = await engine.snapshot(fresh)
  change(start)
  const population = engine.restore(start)
  const reference = engine.createPopulation(
    SHAPE,
    members.map((member) => 100 + member),
  )
  // More rows than one part of a weight gradient's sum.
  const batch = raggedBatch(1, { vocabulary: 7, rows: 19, length: 7, slotOf: [0, 1] })
  const step = { objectives, optimizer: OPTIMIZER, reference }
  engine.trainStep(population, { ...batch, slotOf }, step)
  const metrics = await engine.trainStep(population, { ...batch, slotOf }, step).metrics()
  const scores = await engine.score(population, { ...batch, slotOf }, reference)
  const rollouts = await engine.rollout(population, prompts(slotOf), SAMPLING)
  const snapshot = await engine.snapshot(population)
  for (const own of [fresh, population, reference]) own.dispose()
  return { metrics, snapshot, scores, rollouts }
}

const everyMember = (said: Said): unknown[] => said.metrics.map((_, member) => saidOf(said, member))

describe('the fused engine gives the same bits', () => {
  let engine: FusedEngine
  let expected: Said
  beforeAll(async () => {
    engine = await openFusedEngine()
    expected = await run(engine)
  })
  afterAll(() => {
    engine.dispose()
  })

  test('again', async () => {
    expect(expected.snapshot.parameters.every(Number.isFinite)).toBe(true)
    expect(everyMember(await run(engine))).toEqual(everyMember(expected))
  })

  test('to a member alone, and to one among a few', async () => {
    for (const members of [[0], [4], [6, 2, 5]]) {
      const said = await run(engine, members)
      members.forEach((member, index) => {
        expect(saidOf(said, index), `member ${member}`).toEqual(saidOf(expected, member))
      })
    }
  })

  test.each(TILES.filter(({ rows, columns, exchange }) => exchange || rows * columns !== 64))(
    'with tiles of $rows × $columns, exchange $exchange',
    async (tile) => {
      const other = await openFusedEngine({ variants: { ...DEFAULT_VARIANTS, tile } })
      expect(everyMember(await run(other))).toEqual(everyMember(expected))
      other.dispose()
    },
  )

  test('in passes of one member, and of a few', async () => {
    const { dispatchesPerStep } = engine.statistics
    for (const { activationBudget, passes } of CUTS) {
      const other = await openFusedEngine({ activationBudget })
      expect(everyMember(await run(other))).toEqual(everyMember(expected))
      // Passes without a member that normalises its weights have a dispatch less.
      expect(Math.round(other.statistics.dispatchesPerStep / dispatchesPerStep)).toBe(passes)
      other.dispose()
    }
  })

  test('where one buffer does not hold all members', async () => {
    const other = await openFusedEngine({}, withSmallBuffers(await openOwnDevice(), 50_000))
    const population = other.createPopulation(SHAPE, ALL)
    const held: unknown = population instanceof EnginePopulation ? population.held : undefined
    const shards = held instanceof FusedMembers ? held.shards : []
    expect(shards.map(({ members }) => members)).toEqual([4, 3])
    expect(everyMember(await run(other))).toEqual(everyMember(expected))
    // A fork may take its members from several buffers, and so may a fork of that.
    const sources = [6, 3, 0, 5, 2, 1].map((member) => ({ population, member }))
    const forked = await other.snapshot(other.fork([...sources].reverse()))
    const own = membersOf((await other.snapshot(population)).parameters, ALL.length)
    expect(membersOf(forked.parameters, sources.length)).toEqual(
      [...sources].reverse().map(({ member }) => own[member]),
    )
    other.dispose()
  })

  test('to the members beside one that is not finite', async () => {
    for (const bad of [NaN, Infinity]) {
      const said = await run(engine, ALL, ({ parameters }) => {
        const size = parameters.length / ALL.length
        parameters.fill(bad, 2 * size, 3 * size)
      })
      for (const member of ALL.filter((one) => one !== 2)) {
        expect(saidOf(said, member), `member ${member} beside ${bad}`).toEqual(saidOf(expected, member))
      }
      expect(said.metrics[2]?.loss).toBeNaN()
    }
  })

  test('of a snapshot that is restored, for shapes that are padded everywhere', async () => {
    const shape: PolicyShape = { vocabulary: 3, dModel: 6, heads: 1, layers: 2, dFF: 5 }
    const population = engine.createPopulation(shape, [1, 2, 3])
    const size = (await engine.snapshot(population)).parameters.length
    const values = (from: number): Float32Array => Float32Array.from({ length: size }, (_, i) => from + i / 7)
    const parameters = values(1)
    parameters.set([-0, NaN, Infinity, 2 ** -149])
    const snapshot = { shape, members: 3, parameters, firstMoments: values(-5), secondMoments: values(1e6), steps: 12 }
    const restored = engine.restore(snapshot)
    const back = await engine.snapshot(restored)
    expect(back.steps).toBe(12)
    for (const name of ['parameters', 'firstMoments', 'secondMoments'] as const) {
      expect(new Uint8Array(back[name].buffer), name).toEqual(new Uint8Array(snapshot[name].buffer))
    }
    population.dispose()
    restored.dispose()
  })
})

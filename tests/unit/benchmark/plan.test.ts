import { expect, test } from 'vitest'
import { benchmarkRounds, nameOf, type Task } from '../../../src/benchmark/plan'
import { BATCH, SMALL_BATCH } from '../../../src/benchmark/workload'

const has = (tasks: readonly Task[], wanted: object): boolean =>
  tasks.some((task) => Object.entries(wanted).every(([key, value]) => Reflect.get(task, key) === value))

test.each([true, false])('the plan has what the totals need (quick: %s)', (quick) => {
  const rounds = benchmarkRounds(quick)
  const tasks = rounds.flat()
  for (const engine of ['fused', 'reference', 'cpu', 'jax', 'stockTfjs']) {
    expect(has(tasks, { kind: 'step', engine, members: 1, batch: BATCH }), engine).toBe(true)
  }
  for (const members of [1, 4, 16]) {
    expect(has(tasks, { kind: 'step', engine: 'fused', members, batch: BATCH }), String(members)).toBe(true)
  }
  for (const sequences of [256, 4096]) {
    expect(has(tasks, { kind: 'rollout', engine: 'fused', sequences }), String(sequences)).toBe(true)
  }
  const together = rounds.find((round) => has(round, { members: 16, batch: SMALL_BATCH }))
  expect(together).toBeDefined()
  expect(has(together ?? [], { engine: 'fused', members: 1, batch: SMALL_BATCH })).toBe(true)
})

test('no task is there twice', () => {
  const names = benchmarkRounds(false)
    .flat()
    .map((task) => `${task.engine}: ${nameOf(task)}`)
  expect(new Set(names).size).toBe(names.length)
})

import { expect, test } from 'vitest'
import { benchmarkResult } from '../../../src/benchmark/result'
import { addEvent, type Measurements } from '../../../src/ui/benchmark/useBenchmark'
import { figure, headlines, megabytes } from '../../../src/ui/benchmark/words'
import { defaultEngineSettings } from '../../../src/worker/engineSettings'
import { roundsOf } from '../../../src/worker/benchmark/plan'
import { fakeBenchmarkResult } from '../../helpers/fakeBenchmark'

const start: Measurements = {
  request: { size: 'smoke', settings: defaultEngineSettings },
  status: '',
  rows: [],
  failed: false,
}

test('figures have three digits that count, whatever their size', () => {
  expect([0, 0.01234, 9.876, 1234.5, 2_345_678].map(figure)).toEqual(['0', '0.0123', '9.88', '1,230', '2,350,000'])
  expect([null, undefined, NaN].map(figure)).toEqual(['—', '—', '—'])
  expect([megabytes(41_234_567), megabytes(null)]).toEqual(['41.2 MB', '—'])
})

test('the status says what is measured, and rows come as they are found', () => {
  const [row] = fakeBenchmarkResult.rows
  expect(row).toBeDefined()
  const task = 'step, 1 × 32 rows'
  const events = [
    { kind: 'stage', text: 'Opening' },
    ...(row ? [{ kind: 'row', row } as const] : []),
    { kind: 'sample', engine: 'fused', task, sample: 2, ms: 9 },
  ] as const
  const shown = events.reduce(addEvent, start)
  expect(shown.rows).toEqual([row])
  expect(shown.status).toBe('Measuring fused: step, 1 × 32 rows, sample 2…')
})

test('the summary has every figure, and dashes for what could not be measured', () => {
  expect(benchmarkResult.safeParse(fakeBenchmarkResult).success).toBe(true)
  const values = new Map(headlines(fakeBenchmarkResult).map(({ name, value }) => [name, value]))
  expect(values.get('Faster than the reference')).toBe(`${figure(131 / 14.2)} ×`)
  expect(values.get('Dispatches a step')).toBe('48')
  expect(values.get('Matrix product, at best')).toBe('102 GFLOP/s')
  const nothing = headlines({ ...fakeBenchmarkResult, ceilingGflops: null, ceilingFraction: null })
  expect(nothing.slice(-2).map(({ value }) => value)).toEqual(['—', '—'])
})

test('the smoke test measures every engine, one sample each', () => {
  const tasks = roundsOf('smoke').flat()
  expect(new Set(tasks.map(({ engine }) => engine))).toEqual(new Set(['fused', 'reference', 'cpu']))
  expect(tasks.every(({ samples }) => samples === 1)).toBe(true)
  expect(roundsOf('full').flat().length).toBeGreaterThan(tasks.length)
})

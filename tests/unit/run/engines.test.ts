import { expect, test } from 'vitest'
import type { ExperimentConfig } from '../../../src/config/config'
import type { PointEvent } from '../../../src/results/events'
import { type EngineUnderTest, referenceOn, WASM } from '../../helpers/policy/engines'
import { eventsOf, figuresOf, tiny } from '../../helpers/tinyRun'

async function figuresOn(subject: EngineUnderTest, config: ExperimentConfig): Promise<PointEvent[]> {
  const engine = await subject.open()
  const figures = figuresOf(await eventsOf(config, engine))
  engine.dispose()
  return figures
}

const network = { kind: 'network', dModel: 12, heads: 2, layers: 1, dFF: 12, steps: 4 }

test.each([
  ['every kind of arm', {}],
  [
    'KL to a teacher that is a network',
    { teacher: network, data: { pairs: 12, onlyCorrect: false }, sft: { steps: 3, batch: 4, warmup: 0, loss: 'kl' } },
  ],
])('a whole experiment has the figures of the reference engine: %s', async (_, changes) => {
  const config = tiny(changes)
  const [actual, expected] = [await figuresOn(WASM, config), await figuresOn(referenceOn('cpu'), config)]
  expect(expected.length).toBeGreaterThan(50)
  expect(actual.length).toBe(expected.length)
  expected.forEach(({ values, ...where }, i) => {
    const { values: own, ...place } = actual[i] as PointEvent
    expect(place).toEqual(where)
    for (const [metric, value] of Object.entries(values)) {
      const gap = Math.abs((own[metric as keyof typeof own] ?? NaN) - value) / Math.max(1, Math.abs(value))
      expect(gap, `${metric} at ${JSON.stringify(where)}`).toBeLessThan(1e-3)
    }
  })
})

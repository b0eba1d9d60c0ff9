import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BaseCache } from '../../../src/run/baseCache'
import { armKinds } from '../../../src/config/methods'
import type { ExperimentConfig } from '../../../src/config/config'
import { RunControl } from '../../../src/run/control'
import type { PointEvent, RunEvent } from '../../../src/results/events'
import { runExperiment, type RunOptions } from '../../../src/run/run'
import type { PolicyEngine } from '../../../src/policy/engine'
import { DeviceError } from '../../../src/policy/errors'
import { openWasmEngine } from '../../../src/policy/wasm'
import { altered } from '../../helpers/policy/altered'
import { eventsOf, figuresOf, tiny } from '../../helpers/tinyRun'

let engine: PolicyEngine
beforeAll(async () => {
  engine = await openWasmEngine()
})
afterAll(() => {
  engine.dispose()
})

const events = (config: ExperimentConfig, options: RunOptions = {}, on: PolicyEngine = engine): Promise<RunEvent[]> =>
  eventsOf(config, on, options)

describe('a whole run', () => {
  let seen: RunEvent[]
  beforeAll(async () => {
    seen = await events(tiny())
  }, 30_000)

  test('starts, goes through its stages in order, and finishes', () => {
    expect(seen[0]?.kind).toBe('started')
    expect(seen.at(-1)?.kind).toBe('finished')
    const stages = seen.filter((event) => event.kind === 'progress').map(({ stage }) => stage)
    expect(stages.filter((stage, i) => stage !== stages[i - 1])).toEqual(['pretrain', 'collect', 'sft', 'rl'])
    expect(seen.filter((event) => event.kind === 'progress').at(-1)).toMatchObject({ done: 1, remainingSeconds: 0 })
  })

  test('every arm and seed is evaluated where RL starts and where it ends', () => {
    const evaluated = (step: number): string[] =>
      figuresOf(seen)
        .filter((point) => point.stage === 'rl' && point.step === step && point.values.passAt1 !== undefined)
        .map(({ arm, seed }) => `${arm} ${seed}`)
    const all = tiny().arms.flatMap((arm) => [`${arm} 3`, `${arm} 4`])
    expect(evaluated(0)).toEqual(all)
    expect(evaluated(2)).toEqual(all)
  })

  test('the arm without SFT starts RL from the base policy, the others from their own checkpoint', () => {
    const at = (stage: string, step: number, arm: string, seed: number) =>
      figuresOf(seen).find(
        (p) => p.stage === stage && p.step === step && p.arm === arm && p.seed === seed && p.values.heldOutNll,
      )?.values
    for (const seed of [3, 4]) {
      expect(at('rl', 0, 'none', seed)).toEqual(at('pretrain', 3, 'base', seed))
      expect(at('sft', 0, 'token', seed)).toEqual(at('pretrain', 3, 'base', seed))
      expect(at('rl', 0, 'token', seed)).toEqual(at('sft', 3, 'token', seed))
      expect(at('rl', 0, 'token', seed)?.heldOutNll).not.toBe(at('rl', 0, 'sft', seed)?.heldOutNll)
    }
    expect(figuresOf(seen).some(({ stage, arm }) => stage === 'sft' && arm === 'none')).toBe(false)
  })

  test('the first RL step finds the policy at its reference, and sampler and trainer agree', () => {
    const first = figuresOf(seen).filter(
      ({ stage, step, values }) => stage === 'rl' && step === 1 && values.kl !== undefined,
    )
    expect(first).toHaveLength(2 * armKinds.length)
    for (const { values } of first) {
      expect(Math.abs(values.kl as number)).toBeLessThan(1e-6)
      expect(values.mismatchMax).toBeLessThan(1e-4)
    }
  })

  test('the mean weight of canonical SFT is 1', () => {
    const weights = figuresOf(seen).filter(({ stage, arm }) => stage === 'sft' && arm === 'sft')
    for (const { values } of weights) if (values.loss !== undefined) expect(values.meanWeight).toBeCloseTo(1, 6)
    expect(weights.length).toBeGreaterThan(3)
  })

  test('SFT that is stopped early stands still while canonical SFT goes on', () => {
    const parameters = (arm: string, step: number, seed: number) =>
      figuresOf(seen).find(
        (p) => p.stage === 'sft' && p.step === step && p.arm === arm && p.seed === seed && p.values.heldOutNll,
      )?.values
    for (const seed of [3, 4]) {
      expect(parameters('early', 2, seed)).toBeDefined()
      expect(parameters('early', 3, seed)).toEqual(parameters('early', 2, seed))
      expect(parameters('sft', 3, seed)?.heldOutNll).not.toBe(parameters('sft', 2, seed)?.heldOutNll)
    }
  })

  test('the end of RL has its drift, and the cosine of its update with that of SFT where there was one', () => {
    const last = figuresOf(seen).filter(
      ({ stage, step, values }) => stage === 'rl' && step === 2 && values.drift !== undefined,
    )
    expect(last).toHaveLength(2 * armKinds.length)
    for (const { arm, values } of last) {
      expect(values.drift).toBeGreaterThanOrEqual(0)
      const hasCosine = arm !== 'none' && values.drift !== 0
      expect(values.cosine !== undefined).toBe(hasCosine)
      if (hasCosine) expect(Math.abs(values.cosine ?? NaN)).toBeLessThanOrEqual(1 + 1e-6)
    }
  })

  test('samples show every arm’s response to the same prompts with a verdict', () => {
    const last = seen.filter((event) => event.kind === 'samples').at(-1)
    expect(last).toMatchObject({ stage: 'rl', step: 2, seed: 4 })
    expect(last?.samples).toHaveLength(3)
    for (const { responses } of last?.samples ?? []) {
      expect(responses.map(({ arm }) => arm)).toEqual(tiny().arms)
      for (const { reason } of responses) expect(reason.length).toBeGreaterThan(3)
    }
  })

  test('the same config gives the same figures', async () => {
    expect(figuresOf(await events(tiny()))).toEqual(figuresOf(seen))
  })

  test('an arm’s figures do not depend on which other arms there are', async () => {
    const only = figuresOf(await events(tiny({ arms: ['token'] }))).filter(({ arm }) => arm === 'token')
    expect(only).toEqual(figuresOf(seen).filter(({ arm }) => arm === 'token'))
  })

  test('a seed’s figures do not depend on which other seeds there are', async () => {
    const only = figuresOf(await events(tiny({ seeds: { first: 4, count: 1 } })))
    expect(only).toEqual(figuresOf(seen).filter(({ seed }) => seed === 4))
  })

  test('a pause changes nothing but the time', async () => {
    const control = new RunControl()
    const paused: RunEvent[] = []
    let steps = 0
    await runExperiment(
      tiny(),
      engine,
      (event) => {
        paused.push(event)
        if (event.kind === 'progress' && ++steps === 4) control.pause()
        if (event.kind === 'paused' && event.paused)
          queueMicrotask(() => {
            control.resume()
          })
      },
      { control },
    )
    expect(paused.filter((event) => event.kind === 'paused').map((event) => event.paused)).toEqual([true, false])
    expect(figuresOf(paused)).toEqual(figuresOf(seen))
  })

  test('a kept base policy is not trained again and gives the same figures', async () => {
    const kept = new Map<string, Float32Array>()
    const cache: BaseCache = {
      get: (key) => Promise.resolve(kept.get(key)),
      put: (key, parameters) => Promise.resolve(void kept.set(key, parameters)),
    }
    await events(tiny(), { cache })
    expect(kept.size).toBe(2)
    const again = figuresOf(await events(tiny(), { cache }))
    const trained = ({ stage, values }: PointEvent): boolean => stage === 'pretrain' && values.loss !== undefined
    expect(again.some(trained)).toBe(false)
    expect(again).toEqual(figuresOf(seen).filter((point) => !trained(point)))
  })
})

describe('other kinds of experiments', () => {
  const finished = async (changes: object): Promise<PointEvent[]> => {
    const seen = await events(tiny({ arms: ['none', 'sft', 'token', 'sequence'], ...changes }))
    expect(seen.at(-1)).toMatchObject({ kind: 'finished' })
    expect(seen.filter((event) => event.kind === 'progress').at(-1)).toMatchObject({ done: 1 })
    return figuresOf(seen)
  }
  const network = { kind: 'network', dModel: 12, heads: 2, layers: 1, dFF: 12, steps: 4 }
  const at = (points: readonly PointEvent[], arm: string) =>
    points.filter((p) => p.stage === 'rl' && p.step === 0 && p.arm === arm).map(({ values }) => values.heldOutNll)

  test('a teacher that is a network trains before it writes, and SFT learns from what it wrote', async () => {
    const points = await finished({ teacher: network, data: { pairs: 12, onlyCorrect: false } })
    const losses = points.filter(({ stage }) => stage === 'collect').map(({ seed, step, arm }) => [arm, seed, step])
    expect(losses).toEqual(
      [1, 2, 3, 4].flatMap((step) => [
        ['base', 3, step],
        ['base', 4, step],
      ]),
    )
    expect(at(points, 'token')).not.toEqual(at(points, 'sft'))
  })

  test('KL to a network is another loss than NLL, for the same data', async () => {
    const data = { pairs: 12, onlyCorrect: false }
    const [nll, kl] = [
      await finished({ teacher: network, data }),
      await finished({ teacher: network, data, sft: { ...tiny().sft, loss: 'kl' } }),
    ]
    const lossAt = (points: readonly PointEvent[]) =>
      points.find(({ stage, step, arm }) => stage === 'sft' && step === 1 && arm === 'sft')?.values
    expect(lossAt(kl)?.nll).toBeCloseTo(lossAt(nll)?.nll ?? NaN, 5)
    expect(lossAt(kl)?.loss).toBeLessThan(lossAt(nll)?.loss ?? NaN)
    expect(lossAt(kl)?.loss).toBeGreaterThan(0)
    expect(at(kl, 'none')).toEqual(at(nll, 'none'))
  })

  test('refused responses change PEAR arms alone', async () => {
    const game = { ...tiny().game, teacher: { leapers: 0.5, leap: 0, slip: 0.3, unsure: 0 } }
    const [without, negatives] = [
      await finished({ game }),
      await finished({ game, pear: { ...tiny().pear, negatives: 0.5 } }),
    ]
    expect(at(negatives, 'sft')).toEqual(at(without, 'sft'))
    expect(at(negatives, 'none')).toEqual(at(without, 'none'))
    for (const arm of ['token', 'sequence']) expect(at(negatives, arm)).not.toEqual(at(without, arm))
  })

  test('transfer goes through RL on another difficulty or another game', async () => {
    const harder = { transfer: 'difficulty', target: { cups: 4, balls: 2, minSwaps: 2, maxSwaps: 3 } }
    for (const change of [harder, { transfer: 'sort' }]) {
      const samples = (await events(tiny({ arms: ['sft'], game: { ...tiny().game, ...change } }))).filter(
        (event) => event.kind === 'samples',
      )
      const prompts = samples.flatMap((event) => event.samples.map(({ prompt }) => prompt))
      expect(prompts.length).toBeGreaterThan(0)
      for (const prompt of prompts)
        expect(prompt).toMatch(change.transfer === 'sort' ? /^\d{4}:$/ : /^\d{2}(\d{2}){2,3}=$/)
    }
  })
})

describe('endings', () => {
  test('a stopped run says so and keeps what it reported', async () => {
    const control = new RunControl()
    const seen: RunEvent[] = []
    const end = await runExperiment(
      tiny(),
      engine,
      (event) => {
        seen.push(event)
        if (event.kind === 'progress' && event.stage === 'sft') control.stop()
      },
      { control },
    )
    expect(end.kind).toBe('stopped')
    expect(seen.at(-1)).toEqual(end)
    expect(figuresOf(seen).some(({ stage }) => stage === 'sft')).toBe(true)
    expect(figuresOf(seen).some(({ stage }) => stage === 'rl')).toBe(false)
  })

  test('a loss that is not finite ends the run with arm, stage and step', async () => {
    const broken = altered(engine, {
      trainStep: (population, batch, step) => {
        const result = engine.trainStep(population, batch, step)
        return {
          metrics: async () =>
            (await result.metrics()).map((m, i) => (population.members === 10 && i === 4 ? { ...m, loss: NaN } : m)),
        }
      },
    })
    const end = (await events(tiny({ arms: ['none', 'sft', 'dft', 'token', 'block', 'sequence'] }), {}, broken)).at(-1)
    expect(end?.kind).toBe('failed')
    expect(end).toHaveProperty(
      'message',
      expect.stringMatching(/^SFT, step 1: the loss of PEAR \(token\), seed 3, became NaN/),
    )
  })

  test('a lost device ends the run with the reason', async () => {
    let lose = (_: DeviceError): void => undefined
    const lost = new Promise<never>((_, reject) => (lose = reject))
    const seen: RunEvent[] = []
    await runExperiment(tiny(), altered(engine, { lost }), (event) => {
      seen.push(event)
      if (event.kind === 'progress' && event.stage === 'sft') lose(new DeviceError('lost', 'The device was lost.'))
    })
    expect(seen.at(-1)).toEqual({ kind: 'failed', message: 'The device was lost.', problem: 'lost' })
  })

  test('an experiment of the control alone skips SFT', async () => {
    const seen = figuresOf(await events(tiny({ arms: ['none'], seeds: { count: 1 } })))
    expect(new Set(seen.map(({ stage }) => stage))).toEqual(new Set(['pretrain', 'rl']))
  })
})

import type { ArmId } from '../../../src/config/armId'
import { type ExperimentConfig, parseConfig } from '../../../src/config/config'
import type { EndEvent, PointEvent } from '../../../src/results/events'
import { findPreset } from '../../../src/config/presets'
import { emptyResults, type RunResults } from '../../../src/results/results'
import { PointStore } from '../../../src/results/store'
import { measuredHead, type RunHead } from '../../../src/ui/runs/library/head'
import type { KeyValue } from '../../../src/ui/runs/library/store'
import type { Tabs } from '../../../src/ui/runs/library/tabs'

/** The preset `smoke` with other settings. */
export function configWith(settings: object = {}): ExperimentConfig {
  const result = parseConfig({ ...findPreset('smoke')?.config, ...settings })
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.config
}

/** pass@1 of an arm of one seed after so many RL steps. */
export const passAt1 = (arm: ArmId, seed: number, step: number, value: number): PointEvent => ({
  kind: 'point',
  stage: 'rl',
  source: 'evaluation',
  step,
  arm,
  seed,
  values: { passAt1: value },
})

/** A run of SFT and PEAR (token) on seeds 4 and on, with what they reach after RL; finished unless told otherwise. */
export function runOf(
  sft: readonly number[],
  token: readonly number[],
  { end = { kind: 'finished', seconds: 60 }, ...settings }: { end?: EndEvent; first?: number; gamma?: number } = {},
): RunResults & { config: ExperimentConfig } {
  const { first = 4, gamma = 0.9 } = settings
  const smoke = configWith()
  const config = configWith({
    arms: ['sft', 'token'],
    seeds: { first, count: sft.length },
    pear: { ...smoke.pear, gamma },
    rl: { ...smoke.rl, steps: 10 },
  })
  const points = [
    ...sft.map((value, i) => passAt1('sft', first + i, 10, value)),
    ...token.map((value, i) => passAt1('token', first + i, 10, value)),
  ]
  return {
    ...emptyResults,
    config,
    engine: 'test',
    seeds: sft.map((_, i) => first + i),
    points: PointStore.of(points),
    end,
  }
}

/** A head of the list with this id and name. */
export function headOf(id: string, about: Partial<RunHead> = {}, results = runOf([0.5, 0.6], [0.7, 0.9])): RunHead {
  const moment = '2026-11-23T12:00:00.000Z'
  const fixed = { id, name: id, notes: '', pinned: false, origin: 'tab', started: moment, added: moment } as const
  return { ...fixed, config: results.config, ...measuredHead(results), ...about }
}

export interface MemoryDatabase extends KeyValue {
  kept: Map<string, unknown>
  /** What it answers to whoever writes, where it refuses. */
  refusal?: Error | undefined
}

/** A database in memory, which copies as IndexedDB does. */
export function memoryDatabase(): MemoryDatabase {
  const kept = new Map<string, unknown>()
  const database: MemoryDatabase = {
    kept,
    keys: () => Promise.resolve([...kept.keys()]),
    getMany: (keys) => Promise.resolve(keys.map((key): unknown => structuredClone(kept.get(key)))),
    change: (key, changed) => {
      if (database.refusal) return Promise.reject(database.refusal)
      if (kept.has(key)) kept.set(key, structuredClone(changed(kept.get(key))))
      return Promise.resolve()
    },
    setMany: (entries) => {
      if (database.refusal) return Promise.reject(database.refusal)
      for (const [key, value] of entries) kept.set(key, structuredClone(value))
      return Promise.resolve()
    },
    delMany: (keys) => {
      if (database.refusal) return Promise.reject(database.refusal)
      for (const key of keys) kept.delete(key)
      return Promise.resolve()
    },
  }
  return database
}

/** The tabs of one browser; `open` gives what one of them knows of the others, and `close` ends that tab. */
export function memoryTabs() {
  const locks = new Map<string, { tab: object; waiting: (() => void)[] }>()
  const listeners = new Map<object, () => void>()
  const release = (id: string): void => {
    const lock = locks.get(id)
    locks.delete(id)
    for (const next of lock?.waiting ?? []) next()
  }
  return {
    open: () => {
      const tab = {}
      const tabs: Tabs = {
        hold: (id) => {
          locks.set(id, { tab, waiting: [] })
          return () => {
            release(id)
          }
        },
        held: () => Promise.resolve(new Set(locks.keys())),
        whenFree: (id) =>
          new Promise((resolve) => {
            const lock = locks.get(id)
            if (lock) lock.waiting.push(resolve)
            else resolve()
          }),
        announce: () => {
          for (const [other, listener] of listeners) if (other !== tab) listener()
        },
        onChange: (listener) => {
          listeners.set(tab, listener)
        },
      }
      const close = (): void => {
        listeners.delete(tab)
        for (const [id, lock] of [...locks]) if (lock.tab === tab) release(id)
      }
      return { tabs, close }
    },
  }
}

/** What a tab knows of others in a browser that has no locks and no channel between tabs. */
export const aloneTab: Tabs = {
  hold: () => () => undefined,
  held: () => Promise.resolve(new Set()),
  whenFree: () => Promise.resolve(),
  announce: () => undefined,
  onChange: () => undefined,
}

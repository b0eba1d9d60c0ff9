import { packPrompts } from '../../../src/policy/batch'
import { createRng } from '../../../src/core/rng'
import type { PolicyEngine } from '../../../src/policy/engine'
import { pear, randomBatch, GRPO, UNIFORM, OPTIMIZER } from './fixtures'
export async function measure(e: PolicyEngine, count: () => string) {
  const report = async (name: string, f: () => Promise<unknown>, n: number) => {
    const a = performance.now()
    await f()
    const b = performance.now()
    count()
    for (let i = 0; i < n; i++) await f()
    const c = performance.now()
    console.log(`${name}: ${((c - b) / n).toFixed(0)} ms, first ${(b - a).toFixed(0)} ms, per ${n}: ${count()}`)
  }
  const small = { vocabulary: 16, dModel: 16, heads: 2, layers: 1, dFF: 32 }
  const big = { vocabulary: 16, dModel: 64, heads: 4, layers: 2, dFF: 176 }
  for (const [shape, B, M, n] of [
    [small, 16, 12, 3],
    [big, 64, 4, 1],
  ] as const) {
    const p = e.createPopulation(
      shape,
      Array.from({ length: M }, (_, i) => i),
    )
    const slotOf = Array.from({ length: M }, () => 0)
    const batch = { ...randomBatch(1, [0], B, 26), slotOf }
    const step = { objectives: slotOf.map((_, i) => (i % 2 ? pear('token') : UNIFORM)), optimizer: OPTIMIZER }
    await report(`train D=${shape.dModel} M=${M} B=${B}`, () => e.trainStep(p, batch, step).metrics(), n)
    await report(
      `train uniform D=${shape.dModel} M=${M} B=${B}`,
      () => e.trainStep(p, batch, { ...step, objectives: slotOf.map(() => UNIFORM) }).metrics(),
      n,
    )
    await report(
      `train grpo+ref D=${shape.dModel} M=${M} B=${B}`,
      () =>
        e
          .trainStep(p, batch, { ...step, reference: p, objectives: slotOf.map(() => ({ ...GRPO, klBeta: 0.1 })) })
          .metrics(),
      n,
    )
    await report(`score D=${shape.dModel} M=${M} B=${B}`, () => e.score(p, batch), n)
    const rng = createRng(1)
    const prompts = packPrompts(
      [Array.from({ length: 64 }, () => Array.from({ length: 12 - rng.integer(4) }, () => rng.integer(16)))],
      { length: 12, keys: new Uint32Array(128).map(() => rng.uint32()), temperature: 1, slotOf },
    )
    await report(
      `rollout R=64 D=${shape.dModel} M=${M}`,
      () => e.rollout(p, prompts, { maxResponse: 14, stops: [0] }),
      n,
    )
    p.dispose()
  }
}

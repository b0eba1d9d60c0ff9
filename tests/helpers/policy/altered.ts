import type { PolicyEngine } from '../../../src/policy/engine'

/** An engine with some of its calls replaced. */
export const altered = (engine: PolicyEngine, parts: Partial<PolicyEngine>): PolicyEngine => ({
  name: engine.name,
  lost: engine.lost,
  warmUp: (shape) => engine.warmUp(shape),
  createPopulation: (shape, seeds) => engine.createPopulation(shape, seeds),
  fork: (sources) => engine.fork(sources),
  snapshot: (population) => engine.snapshot(population),
  restore: (snapshot) => engine.restore(snapshot),
  score: (population, batch, reference) => engine.score(population, batch, reference),
  trainStep: (population, batch, step) => engine.trainStep(population, batch, step),
  rollout: (population, prompts, sampling) => engine.rollout(population, prompts, sampling),
  compareUpdates: (start, middle, end) => engine.compareUpdates(start, middle, end),
  dispose: () => {
    engine.dispose()
  },
  ...parts,
})

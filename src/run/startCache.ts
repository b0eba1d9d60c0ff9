import type { PolicyEngine } from '../policy/engine'
import type { Evaluation } from '../training/evaluate'
import type { OfflinePair } from '../training/pairs'
import type { ExperimentConfig } from '../config/config'
import type { OfflineEvent, ScoredEvent } from '../results/events'

/** Everything that a run finds before SFT, from its base policies on. */
export interface Start {
  /** The behaviour policy's responses to held-out prompts, one list a seed. */
  heldOut: readonly (readonly OfflinePair[])[]
  /** Of the base policies, one a seed. */
  evaluations: readonly Evaluation[]
  /** The offline data, one list a seed. */
  data: readonly (readonly OfflinePair[])[]
  offline: OfflineEvent
  scored: ScoredEvent
}

/**
 * Keeps the start of the last run, so that a run that differs in weighting, SFT or RL alone begins with SFT at once. What was computed by
 * an engine is given back to that engine alone, because another one may round differently.
 */
export class StartCache {
  private kept: { engine: PolicyEngine; key: string; start: Start } | undefined

  get(engine: PolicyEngine, key: string): Start | undefined {
    return this.kept?.engine === engine && this.kept.key === key ? this.kept.start : undefined
  }

  put(engine: PolicyEngine, key: string, start: Start): void {
    this.kept = { engine, key, start }
  }
}

/**
 * The name of a start: the settings of what comes before SFT, and the base policies themselves, which may be shipped or
 * trained here.
 *
 * @param bases parameters, one array a seed
 */
export function startKey(config: ExperimentConfig, bases: readonly Float32Array[]): string {
  const { seeds, game, model, pretrain, teacher, data, optimizer, sft, evaluation } = config
  const { prompts, samples, k } = evaluation
  return JSON.stringify({
    seeds,
    game,
    model,
    pretrain,
    teacher,
    data,
    optimizer,
    evaluation: { prompts, samples, k },
    // KL to a network's distributions needs them with the data.
    loss: sft.loss,
    bases: bases.map(fingerprint),
  })
}

/** A 32-bit hash of all bits (FNV-1a over words). */
function fingerprint(parameters: Float32Array): number {
  const words = new Uint32Array(parameters.buffer, parameters.byteOffset, parameters.length)
  let hash = 2166136261
  for (const word of words) hash = Math.imul(hash ^ word, 16777619)
  return hash >>> 0
}

import { createHash } from 'node:crypto'
import { baseSettings } from '../../../../src/run/baseCache'
import type { BasesManifest, ShippedPolicy } from '../../../../src/run/bases/manifest'
import { type ExperimentConfig, parseConfig } from '../../../../src/config/config'

/** An experiment that takes a moment on the processor. */
export function tiny(changes: object = {}): ExperimentConfig {
  const result = parseConfig({
    arms: ['sft'],
    seeds: { first: 3, count: 3 },
    game: { id: 'track', difficulty: { cups: 3, balls: 1, maxSwaps: 2 } },
    model: { dModel: 8, heads: 2, layers: 1, dFF: 8 },
    pretrain: { steps: 2, batch: 4 },
    data: { pairs: 4 },
    sft: { steps: 1, batch: 4, warmup: 0 },
    rl: { steps: 1, prompts: 1, group: 2 },
    evaluation: { prompts: 1, samples: 2, k: 2, every: 1 },
    ...changes,
  })
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.config
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The entry of a policy in a manifest, as the command writes it. */
export function entryOf(config: ExperimentConfig, seed: number, bytes: Uint8Array): ShippedPolicy {
  return {
    settings: JSON.parse(JSON.stringify(baseSettings(config))) as ShippedPolicy['settings'],
    seed,
    file: `tiny/seed-${seed}.safetensors`,
    bytes: bytes.length,
    sha256: sha256Of(bytes),
    command: 'npm run bases -- --preset tiny',
    engine: 'reference (cpu)',
    runtime: 'Node',
    made: '2026-11-23T12:00:00.000Z',
  }
}

export const manifestOf = (policies: ShippedPolicy[]): BasesManifest => ({
  format: 'pear-playground-bases',
  version: 1,
  policies,
})

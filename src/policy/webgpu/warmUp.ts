import type { Gpu } from './device/gpu'
import type { Kernel } from './device/kernel'
import { distil } from './kernels/crossEntropy'
import type { FusedMembers } from './members'
import type { MemberGroup, PassKind } from './passes/pass'
import { ScorePass } from './passes/score'
import { passSizes } from './passes/sizes'
import { TrainPass } from './passes/train'
import { updates } from './passes/updates'
import { kernelOf } from './rollout/rollout'
import type { Variants } from './variants'

/*
 * Compiles what a population is going to run before it runs.
 */

/** The smallest batch: kernels do not depend on its sizes. */
const SMALLEST = { slots: 1, rows: 1, length: 1 }

/**
 * Compiles, side by side, every kernel that steps, scores and rollouts of a population run, with a reference and without.
 * One by one they take a software adapter several seconds.
 */
export async function warmUp(gpu: Gpu, held: FusedMembers, { tile, rollout }: Variants): Promise<void> {
  const { layout, shards } = held
  const [shard] = shards
  if (!shard) return
  const group: MemberGroup = { shard, from: 0, to: 1 }
  const sizes = passSizes(SMALLEST, 1)
  const kernels: Kernel[] = [kernelOf(gpu, layout, rollout), updates(layout), distil(layout)]
  for (const hasReference of [false, true]) {
    const kind: PassKind = { layout, sizes, hasReference, hasDistributions: false, tile }
    for (const pass of [new TrainPass(gpu, kind), new ScorePass(gpu, kind)]) {
      kernels.push(...pass.kernels(group, hasReference ? group : undefined))
      pass.dispose()
    }
  }
  await gpu.compileAll(kernels)
}

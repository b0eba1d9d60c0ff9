import { type UpdateGeometry, updateGeometry } from '../../updates'
import { BufferSet, type Gpu } from '../device/gpu'
import { Plan } from '../device/plan'
import { UPDATE_PARTS, updates } from '../kernels/updates'
import type { FusedMembers } from '../members'
import { gridOf } from './grid'

/** Norms and cosines of every member's updates from `start` to `middle` to `end`, populations that are cut into shards alike. */
export async function compareUpdates(
  gpu: Gpu,
  start: FusedMembers,
  middle: FusedMembers,
  end: FusedMembers,
): Promise<UpdateGeometry[]> {
  const set = new BufferSet(gpu)
  try {
    const plan = new Plan(gpu)
    const kernel = updates(start.layout)
    const parts = start.shards.map(({ from, members, parameters }) => {
      const size = 16 * UPDATE_PARTS * members
      const sums = set.add('updates', size)
      const own = (population: FusedMembers): GPUBuffer => population.place(from).shard.parameters
      const buffers = { start: parameters, middle: own(middle), end: own(end), sums }
      plan.add(kernel, buffers, gridOf(UPDATE_PARTS, members))
      return { buffer: sums, size }
    })
    gpu.submit([plan])
    return (await gpu.read(parts)).flatMap((bytes) => geometries(new Float32Array(bytes)))
  } finally {
    set.free()
  }
}

/** From `[members, 256, 4]`. */
function geometries(sums: Float32Array): UpdateGeometry[] {
  const stride = 4 * UPDATE_PARTS
  return Array.from({ length: sums.length / stride }, (_, member) => {
    const total = (column: number): number => {
      let sum = 0
      for (let part = 0; part < UPDATE_PARTS; part++) sum += sums[member * stride + 4 * part + column] as number
      return sum
    }
    return updateGeometry(total(0), total(1), total(2))
  })
}

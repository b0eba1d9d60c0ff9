import { type UpdateGeometry, updateGeometry } from '../../updates'
import { BufferSet, type Gpu } from '../device/gpu'
import { type Kernel, reads, WORKGROUP, writes } from '../device/kernel'
import { gridOf, Plan } from '../device/plan'
import type { Layout } from '../layout'
import type { FusedMembers } from '../members'
import { main } from '../wgsl/rows'

/*
 * How two successive updates of each member lie to each other: sums on the device, `[M, 256]`, and the geometry of them on the
 * host.
 */

/** Parts of each member's sums, which the host adds up in float64. */
const UPDATE_PARTS = 256

/**
 * Σ u², Σ v² and Σ u·v of the updates u = middle − start and v = end − middle (METHOD.md, "Evaluation and statistics"). Padding is zero in all
 * three.
 *
 * One invocation a part: every 256th vec4 from its own on. `start`, `middle` and `end [M, P]`, `sums [M, 256]`.
 */
export function updates(layout: Layout): Kernel {
  const vectors = layout.size / 4
  return {
    name: 'updates',
    workgroupSize: WORKGROUP,
    buffers: { start: reads(), middle: reads(), end: reads(), sums: writes() },
    code: /* wgsl */ `
${main(`
  if (id.x >= ${UPDATE_PARTS}u) { return; }
  var sum = vec3f();
  for (var i = id.x; i < ${vectors}u; i += ${UPDATE_PARTS}u) {
    let place = id.z * ${vectors}u + i;
    let u = middle[place] - start[place];
    let v = end[place] - middle[place];
    sum += vec3f(dot(u, u), dot(v, v), dot(u, v));
  }
  sums[id.z * ${UPDATE_PARTS}u + id.x] = vec4f(sum, 0.0);
`)}`,
  }
}

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

import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { MEMBER, OPTIMIZER } from '../wgsl/structs'
import { main } from '../wgsl/rows'

/**
 * One step of torch's AdamW (METHOD.md, "The policy"): p ← p·(1 − lr·wd) − lr·m̂/(√v̂ + ε), written with √v instead of √v̂, so that both
 * bias corrections are in the numbers of `Member` and `Optimizer`. Padding has gradient 0 and stays 0.
 *
 * One invocation a vec4. `gradients [M, Q]`, `scales [M]` (clipping), `parameters`, `firstMoments`, `secondMoments [M, P]`.
 */
export function adamw(layout: Layout): Kernel {
  const vectors = layout.size / 4
  return {
    name: 'adamw',
    workgroupSize: WORKGROUP,
    buffers: {
      optimizer: uniform('Optimizer'),
      members: reads('array<Member>'),
      gradients: reads(),
      scales: reads('array<f32>'),
      parameters: writes(),
      firstMoments: writes(),
      secondMoments: writes(),
    },
    code: /* wgsl */ `
${OPTIMIZER}
${MEMBER}
${main(`
  if (id.x >= ${vectors}u) { return; }
  let place = id.z * ${vectors}u + id.x;
  let g = gradients[id.z * ${layout.gradientSize / 4}u + id.x] * scales[id.z];
  let m = firstMoments[place] + (g - firstMoments[place]) * optimizer.toward1;
  let v = secondMoments[place] + (g * g - secondMoments[place]) * optimizer.toward2;
  firstMoments[place] = m;
  secondMoments[place] = v;
  let kept = parameters[place] * members[id.z].keep;
  parameters[place] = kept - members[id.z].rate * (m / (sqrt(v) + optimizer.epsilon));
`)}`,
  }
}

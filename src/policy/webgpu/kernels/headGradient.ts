import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { logitGradient } from '../wgsl/logitGradient'
import { outerProduct } from '../wgsl/outer'
import { MEMBER, SIZES } from '../wgsl/structs'
import { extensionsOf, main } from '../wgsl/rows'
import { type TileShape } from '../wgsl/tile'

/**
 * The tied embedding's gradient as the head: dE = dlogitsᵀ·x̂, without the gain, which `gains` multiplies in later.
 *
 * One invocation: a tile over one chunk of rows (see `outerProduct`); dlogits is made while it is loaded.
 * `probabilities [M, R, V]`, `coefficients [M, R]`, `x [M, R, D]`, `inverseRms [M, R]`, `partials [S, M, Q]` from the embedding's place on.
 */
export function headGradient(layout: Layout, tileShape: TileShape): Kernel {
  const [vocabulary, width] = [layout.vocabulary / 4, layout.width / 4]
  return {
    name: 'headGradient',
    workgroupSize: WORKGROUP,
    extensions: extensionsOf(tileShape),
    buffers: {
      sizes: uniform('Sizes'),
      members: reads('array<Member>'),
      ids: reads('array<vec2u>'),
      probabilities: reads(),
      coefficients: reads('array<f32>'),
      x: reads(),
      inverseRms: reads('array<f32>'),
      partials: writes(),
    },
    code: /* wgsl */ `
${SIZES}
${MEMBER}
${logitGradient(vocabulary)}
${main(
  `
  let slotStart = members[id.z].slot * sizes.rows;
  ${outerProduct(
    tileShape,
    vocabulary,
    width,
    (row, column) => `logitGradient(${row}, ids[slotStart + ${row} - rowStart].y, ${column})`,
    (row, column) => `x[${row} * ${width}u + ${column}] * inverseRms[${row}]`,
    layout.gradientSize,
  )}
`,
  tileShape,
)}`,
  }
}

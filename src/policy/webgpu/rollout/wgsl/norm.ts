import { RMS_EPSILON } from '../../../constants'
import type { Layout } from '../../layout'
import { innerWidth, type RolloutVariant } from '../variant'
import type { Threads } from './threads'

/** `rootMeanSquare(s)`: 1/√(mean x² + ε) over the D numbers of a sequence's residual stream; padding adds zeros. */
export function normCode({ shape, width }: Layout): string {
  return /* wgsl */ `
fn rootMeanSquare(s: u32) -> f32 {
  var squares = 0.0;
  for (var k = 0u; k < ${width / 4}u; k++) {
    let x = stream[s * ${width / 4}u + k];
    squares += dot(x, x);
  }
  return inverseSqrt(squares / ${shape.dModel}.0 + ${RMS_EPSILON});
}`
}

/** RMSNorm of the residual stream, times the gains that begin at `gain`, to `inner`. */
export function normalise(
  gain: string,
  layout: Layout,
  { sequences }: RolloutVariant,
  { space, each }: Threads,
): string {
  const width = layout.width / 4
  const write = `inner[s * ${innerWidth(layout)}u + column] = stream[s * ${width}u + column] * parameters[${gain} + column] * scale;`
  if (space === 'private') {
    return each(
      sequences,
      `let s = item; let scale = rootMeanSquare(s);
for (var column = 0u; column < ${width}u; column++) { ${write} }`,
    )
  }
  // Every thread sums for itself: that is cheaper than a barrier more.
  return each(
    sequences * width,
    `let s = item / ${width}u; let column = item % ${width}u; let scale = rootMeanSquare(s);
${write}`,
  )
}

import { RMS_EPSILON } from '../../constants'
import { at, dot, total } from './vector'

const EPSILON: f32 = <f32>RMS_EPSILON

/**
 * RMSNorm with gain: y = x·r·g with r = 1/√(mean x² + ε) (METHOD.md, "The policy"). `x`, `y` `[rows, width]`; `inverse [rows]` takes r.
 */
export function normalise(x: usize, gain: usize, rows: i32, width: i32, y: usize, inverse: usize): void {
  for (let row = 0; row < rows; row++) {
    const from = at(x, row * width)
    const to = at(y, row * width)
    const r: f32 = <f32>1 / sqrt<f32>(dot(from, from, width) / <f32>width + EPSILON)
    store<f32>(at(inverse, row), r)
    const lanes = f32x4.splat(r)
    let i = 0
    for (; i + 4 <= width; i += 4) {
      v128.store(at(to, i), f32x4.mul(f32x4.mul(v128.load(at(from, i)), lanes), v128.load(at(gain, i))))
    }
    for (; i < width; i++) store<f32>(at(to, i), load<f32>(at(from, i)) * r * load<f32>(at(gain, i)))
  }
}

/**
 * What `normalise` does to gradients: dx += r·(g·dy) − x·r³·Σ(g·dy·x)/width, dg += Σ over rows of dy·x·r.
 */
export function normaliseBackward(
  dy: usize,
  x: usize,
  gain: usize,
  inverse: usize,
  rows: i32,
  width: i32,
  dx: usize,
  dgain: usize,
): void {
  for (let row = 0; row < rows; row++) {
    const above = at(dy, row * width)
    const value = at(x, row * width)
    const below = at(dx, row * width)
    const r = load<f32>(at(inverse, row))
    const along = (r * r * r * alongOf(above, value, gain, width)) / <f32>width
    let i = 0
    for (; i + 4 <= width; i += 4) {
      const d = v128.load(at(above, i))
      const v = v128.load(at(value, i))
      const scaled = f32x4.mul(d, f32x4.splat(r))
      const own = f32x4.sub(f32x4.mul(scaled, v128.load(at(gain, i))), f32x4.mul(v, f32x4.splat(along)))
      v128.store(at(below, i), f32x4.add(v128.load(at(below, i)), own))
      v128.store(at(dgain, i), f32x4.add(v128.load(at(dgain, i)), f32x4.mul(scaled, v)))
    }
    for (; i < width; i++) {
      const scaled = load<f32>(at(above, i)) * r
      const v = load<f32>(at(value, i))
      store<f32>(at(below, i), load<f32>(at(below, i)) + (scaled * load<f32>(at(gain, i)) - v * along))
      store<f32>(at(dgain, i), load<f32>(at(dgain, i)) + scaled * v)
    }
  }
}

/** Σ dyᵢ·gᵢ·xᵢ */
function alongOf(dy: usize, x: usize, gain: usize, width: i32): f32 {
  let lanes = f32x4.splat(0)
  let i = 0
  for (; i + 4 <= width; i += 4) {
    lanes = f32x4.add(lanes, f32x4.mul(f32x4.mul(v128.load(at(dy, i)), v128.load(at(gain, i))), v128.load(at(x, i))))
  }
  let sum = total(lanes)
  for (; i < width; i++) sum += load<f32>(at(dy, i)) * load<f32>(at(gain, i)) * load<f32>(at(x, i))
  return sum
}

import { RMS_EPSILON } from '../../constants'
import { at, dot, exponential, total } from './vector'

/*
 * What a layer of the decoder computes beside its products and attention: RMSNorm, RoPE and SwiGLU, and what they do to gradients.
 */

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
    const shrink = (r * r * r * overlapOf(above, value, gain, width)) / <f32>width
    let i = 0
    for (; i + 4 <= width; i += 4) {
      const d = v128.load(at(above, i))
      const v = v128.load(at(value, i))
      const scaled = f32x4.mul(d, f32x4.splat(r))
      const own = f32x4.sub(f32x4.mul(scaled, v128.load(at(gain, i))), f32x4.mul(v, f32x4.splat(shrink)))
      v128.store(at(below, i), f32x4.add(v128.load(at(below, i)), own))
      v128.store(at(dgain, i), f32x4.add(v128.load(at(dgain, i)), f32x4.mul(scaled, v)))
    }
    for (; i < width; i++) {
      const scaled = load<f32>(at(above, i)) * r
      const v = load<f32>(at(value, i))
      store<f32>(at(below, i), load<f32>(at(below, i)) + (scaled * load<f32>(at(gain, i)) - v * shrink))
      store<f32>(at(dgain, i), load<f32>(at(dgain, i)) + scaled * v)
    }
  }
}

/** Σ dyᵢ·gᵢ·xᵢ */
function overlapOf(dy: usize, x: usize, gain: usize, width: i32): f32 {
  let lanes = f32x4.splat(0)
  let i = 0
  for (; i + 4 <= width; i += 4) {
    lanes = f32x4.add(lanes, f32x4.mul(f32x4.mul(v128.load(at(dy, i)), v128.load(at(gain, i))), v128.load(at(x, i))))
  }
  let sum = total(lanes)
  for (; i < width; i++) sum += load<f32>(at(dy, i)) * load<f32>(at(gain, i)) * load<f32>(at(x, i))
  return sum
}

/**
 * Turns queries and keys by their position in the sequence, in place (METHOD.md, "The policy": rotate-half).
 *
 * @param qkv `[rows, 3·width]`: q | k | v
 * @param positions `[rows]`
 * @param cosines, sines `[positions, dh/2]` of the angles
 * @param direction 1 turns, −1 turns back, which is what gradients need
 */
export function rope(
  qkv: usize,
  positions: usize,
  rows: i32,
  width: i32,
  heads: i32,
  cosines: usize,
  sines: usize,
  direction: f32,
): void {
  const headWidth = width / heads
  const half = headWidth / 2
  for (let row = 0; row < rows; row++) {
    const angles = load<i32>(at(positions, row)) * half
    // Queries and keys stand side by side: 2·heads pieces to turn.
    for (let head = 0; head < 2 * heads; head++) {
      const first = at(qkv, row * 3 * width + head * headWidth)
      const second = at(first, half)
      for (let i = 0; i < half; i++) {
        const cosine = load<f32>(at(cosines, angles + i))
        const sine = direction * load<f32>(at(sines, angles + i))
        const a = load<f32>(at(first, i))
        const b = load<f32>(at(second, i))
        store<f32>(at(first, i), a * cosine - b * sine)
        store<f32>(at(second, i), b * cosine + a * sine)
      }
    }
  }
}

/** 1/(1 + e⁻ˣ) of four numbers. */
function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1)
  return f32x4.div(one, f32x4.add(one, exponential(f32x4.neg(x))))
}

/** silu(gate)·up (METHOD.md, "The policy"). Buffers have room for whole vectors of four. */
export function swiglu(gate: usize, up: usize, count: i32, out: usize): void {
  for (let i = 0; i < count; i += 4) {
    const g = v128.load(at(gate, i))
    v128.store(at(out, i), f32x4.mul(f32x4.mul(g, sigmoid(g)), v128.load(at(up, i))))
  }
}

/** What `swiglu` does to gradients: `d` to those of gate and up, which take the places of gate and up. */
export function swigluBackward(d: usize, gate: usize, up: usize, count: i32): void {
  const one = f32x4.splat(1)
  for (let i = 0; i < count; i += 4) {
    const g = v128.load(at(gate, i))
    const s = sigmoid(g)
    const above = v128.load(at(d, i))
    // silu′(g) = σ(g)·(1 + g·(1 − σ(g)))
    const slope = f32x4.mul(s, f32x4.add(one, f32x4.mul(g, f32x4.sub(one, s))))
    const dgate = f32x4.mul(f32x4.mul(above, v128.load(at(up, i))), slope)
    v128.store(at(up, i), f32x4.mul(above, f32x4.mul(g, s)))
    v128.store(at(gate, i), dgate)
  }
}

import { exponential } from './exponential'
import { at } from './vector'

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

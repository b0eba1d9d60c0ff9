import { at } from './vector'

/*
 * The gradient's norm and AdamW, on vectors `[P]` of one member.
 */

/** Σ aᵢ·bᵢ in float64, which sums of a hundred thousand squares need. */
export function sumOfProducts(a: usize, b: usize, count: i32): f64 {
  let sum: f64 = 0
  for (let i = 0; i < count; i++) sum += <f64>load<f32>(at(a, i)) * <f64>load<f32>(at(b, i))
  return sum
}

/**
 * AdamW as torch has it (METHOD.md, "The policy"), with gradients multiplied by `scale`: p ← p·kept − rate·m/(√v + ε).
 * Both bias corrections are in `rate` and `epsilon`, which the host computes.
 */
export function adamw(
  parameters: usize,
  gradients: usize,
  firstMoments: usize,
  secondMoments: usize,
  count: i32,
  scale: f32,
  beta1: f32,
  beta2: f32,
  rate: f32,
  epsilon: f32,
  kept: f32,
): void {
  const toFirst = f32x4.splat(<f32>1 - beta1)
  const toSecond = f32x4.splat(<f32>1 - beta2)
  for (let i = 0; i < count; i += 4) {
    const g = f32x4.mul(v128.load(at(gradients, i)), f32x4.splat(scale))
    const oldFirst = v128.load(at(firstMoments, i))
    const oldSecond = v128.load(at(secondMoments, i))
    const first = f32x4.add(oldFirst, f32x4.mul(f32x4.sub(g, oldFirst), toFirst))
    const second = f32x4.add(oldSecond, f32x4.mul(f32x4.sub(f32x4.mul(g, g), oldSecond), toSecond))
    const step = f32x4.div(f32x4.mul(f32x4.splat(rate), first), f32x4.add(f32x4.sqrt(second), f32x4.splat(epsilon)))
    const p = f32x4.sub(f32x4.mul(v128.load(at(parameters, i)), f32x4.splat(kept)), step)
    v128.store(at(firstMoments, i), first)
    v128.store(at(secondMoments, i), second)
    v128.store(at(parameters, i), p)
  }
}

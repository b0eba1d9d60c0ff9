/*
 * What all kernels do with vectors of float32: sums, multiples, and eˣ.
 */

/** The address of a number. */
export function at(pointer: usize, index: i32): usize {
  return pointer + ((<usize>index) << 2)
}

/** The sum of four lanes. */
export function total(lanes: v128): f32 {
  return (
    f32x4.extract_lane(lanes, 0) +
    f32x4.extract_lane(lanes, 1) +
    (f32x4.extract_lane(lanes, 2) + f32x4.extract_lane(lanes, 3))
  )
}

/** Σ aᵢ·bᵢ */
export function dot(a: usize, b: usize, count: i32): f32 {
  let lanes = f32x4.splat(0)
  let i = 0
  for (; i + 4 <= count; i += 4) lanes = f32x4.add(lanes, f32x4.mul(v128.load(at(a, i)), v128.load(at(b, i))))
  let sum = total(lanes)
  for (; i < count; i++) sum += load<f32>(at(a, i)) * load<f32>(at(b, i))
  return sum
}

/** targetᵢ ← targetᵢ + scale·sourceᵢ */
export function addScaled(target: usize, source: usize, scale: f32, count: i32): void {
  const lanes = f32x4.splat(scale)
  let i = 0
  for (; i + 4 <= count; i += 4) {
    v128.store(at(target, i), f32x4.add(v128.load(at(target, i)), f32x4.mul(lanes, v128.load(at(source, i)))))
  }
  for (; i < count; i++) {
    store<f32>(at(target, i), load<f32>(at(target, i)) + scale * load<f32>(at(source, i)))
  }
}

/** targetᵢ ← scale·targetᵢ */
export function scaleBy(target: usize, scale: f32, count: i32): void {
  const lanes = f32x4.splat(scale)
  let i = 0
  for (; i + 4 <= count; i += 4) v128.store(at(target, i), f32x4.mul(lanes, v128.load(at(target, i))))
  for (; i < count; i++) store<f32>(at(target, i), scale * load<f32>(at(target, i)))
}

/** 1/ln 2, and ln 2 in two parts, so that a multiple of it can be taken away without rounding. */
const LOG2_E: f32 = 1.44269504088896341
const LN2_HIGH: f32 = 0.693359375
const LN2_LOW: f32 = -2.1219444e-4
/** Below the first eˣ is no normal float32 any more, above the second none at all. */
const LOWEST: f32 = -87.3
const HIGHEST: f32 = 88.3

/**
 * eˣ of four numbers to about one unit in the last place: 2ⁿ·eʳ with |r| ≤ ln 2 / 2, the second by the polynomial of the Cephes
 * library. What lies outside float32's range gives its ends.
 */
export function exponential(x: v128): v128 {
  const bounded = f32x4.min(f32x4.max(x, f32x4.splat(LOWEST)), f32x4.splat(HIGHEST))
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(LOG2_E)))
  let r = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(LN2_HIGH)))
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(LN2_LOW)))
  let series = f32x4.splat(<f32>1.98756915e-4)
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(<f32>1.3981999507e-3))
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(<f32>8.3334519073e-3))
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(<f32>4.1665795894e-2))
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(<f32>1.6666665459e-1))
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(<f32>5.0000001201e-1))
  const power = f32x4.add(f32x4.add(f32x4.mul(series, f32x4.mul(r, r)), r), f32x4.splat(1))
  const shift = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23)
  return f32x4.mul(power, shift)
}

/** eˣ of one number, with the same bits as in a vector. */
export function exponentialOf(x: f32): f32 {
  return f32x4.extract_lane(exponential(f32x4.splat(x)), 0)
}

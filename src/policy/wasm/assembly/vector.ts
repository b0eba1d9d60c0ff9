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

import { at } from './vector'

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

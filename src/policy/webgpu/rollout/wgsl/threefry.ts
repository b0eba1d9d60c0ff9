import { repeat } from '../../device/kernel'

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const

/**
 * `threefry(key, counter)`: the two words of Threefry-2x32-20, and `uniform01(key, t)`: a number in [0, 1) from the upper 24 bits
 * of the first word for the counter (t, 0). The same bits as `core/threefry`.
 */
export const THREEFRY = /* wgsl */ `
fn rotateLeft(x: u32, bits: u32) -> u32 { return (x << bits) | (x >> (32u - bits)); }

fn threefry(key: vec2u, counter: vec2u) -> vec2u {
  let third = 0x1bd11bdau ^ key.x ^ key.y;
  let keys = array<u32, 3>(key.x, key.y, third);
  var a = counter.x + key.x;
  var b = counter.y + key.y;
${repeat(20, (round) => `${turn(round)}${round % 4 === 3 ? inject((round + 1) / 4) : ''}`)}
  return vec2u(a, b);
}

fn uniform01(key: vec2u, t: u32) -> f32 {
  return f32(threefry(key, vec2u(t, 0u)).x >> 8u) * 0x1p-24;
}`

function turn(round: number): string {
  return `  a += b; b = rotateLeft(b, ${ROTATIONS[(round % 8) as 0]}u) ^ a;`
}

function inject(injection: number): string {
  return ` a += keys[${injection % 3}]; b += keys[${(injection + 1) % 3}] + ${injection}u;`
}

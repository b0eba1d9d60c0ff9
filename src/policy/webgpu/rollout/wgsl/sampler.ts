import { BELOW_ONE } from '../../../constants'
import { repeat } from '../../device/kernel'

/*
 * How a rollout draws tokens: random bits for row and position, and a token by inversion.
 */

/**
 * `draw(s, inverse, u)`: a token of softmax(logits·inverse) for u in [0, 1), by inversion: the first whose following tokens have
 * together less probability than (1 − u)(1 − 2⁻¹⁸). The sum runs from the last token, so that what follows the last likely
 * token is exactly 0 and no token after it can be taken. An `inverse` of 0 stands for temperature 0: the most likely token,
 * the lowest id of several. The log-probability and the entropy are those of temperature 1.
 *
 * Reads `logits[s·V + token]` of the real tokens; padded columns never take part.
 *
 * @param vocabulary V, not padded
 */
export function samplerCode(vocabulary: number): string {
  return /* wgsl */ `
struct Draw { token: u32, logProb: f32, entropy: f32 }

fn draw(s: u32, inverse: f32, u: f32) -> Draw {
  let first = s * ${vocabulary}u;
  var highest = logits[first];
  var likeliest = 0u;
  for (var i = 1u; i < ${vocabulary}u; i++) {
    let logit = logits[first + i];
    if (logit > highest) { highest = logit; likeliest = i; }
  }
  var total = 0.0;        // Σ exp(logit − highest), at temperature 1
  var moment = 0.0;       // Σ exp(logit − highest)·(logit − highest)
  var tempered = 0.0;     // the sum at the sampling temperature
  for (var i = ${vocabulary}u; i > 0u; i--) {
    let below = logits[first + i - 1u] - highest;
    let weight = exp(below);
    total += weight;
    moment += weight * below;
    tempered += exp(below * inverse);
  }
  var token = likeliest;
  if (inverse > 0.0) {
    let threshold = (1.0 - u) * ${BELOW_ONE} * tempered;
    var following = 0.0;
    token = 0u;
    for (var i = ${vocabulary}u; i > 0u; i--) {
      token += select(0u, 1u, following >= threshold);
      following += exp((logits[first + i - 1u] - highest) * inverse);
    }
  }
  let logTotal = log(total);
  return Draw(token, logits[first + token] - highest - logTotal, logTotal - moment / total);
}`
}

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

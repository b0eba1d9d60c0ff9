import { BELOW_ONE } from '../../constants'
import { exponentialOf } from './exponential'
import { at } from './vector'

/**
 * Draws a token of softmax(logits·inverse) of each row, by inversion: the first whose following tokens have together less probability
 * than (1 − u)(1 − 2⁻¹⁸). The sum runs from the last token, so that what follows the last likely token is exactly 0 and no token
 * after it can be taken. An `inverse` of 0 takes the most likely token, the lowest id of several. Log-probability and entropy
 * are those of temperature 1.
 *
 * @param logits `[rows, V]`
 * @param inverses, uniforms `[rows]`: 1/temperature, and u in [0, 1)
 * @param ids `[rows]`
 * @param tokens `[rows, 2]`: log π of the drawn token, entropy in nats
 */
export function draw(
  logits: usize,
  inverses: usize,
  uniforms: usize,
  rows: i32,
  vocabulary: i32,
  ids: usize,
  tokens: usize,
): void {
  for (let row = 0; row < rows; row++) {
    const own = at(logits, row * vocabulary)
    const inverse = load<f32>(at(inverses, row))
    let highest = load<f32>(own)
    let token = 0
    for (let i = 1; i < vocabulary; i++) {
      const logit = load<f32>(at(own, i))
      if (logit > highest) {
        highest = logit
        token = i
      }
    }
    let mass: f32 = 0
    let moment: f32 = 0
    let tempered: f32 = 0
    for (let i = vocabulary - 1; i >= 0; i--) {
      const below = load<f32>(at(own, i)) - highest
      const e = exponentialOf(below)
      mass += e
      moment += e * below
      tempered += exponentialOf(below * inverse)
    }
    if (inverse > 0) {
      const threshold = (<f32>1 - load<f32>(at(uniforms, row))) * <f32>BELOW_ONE * tempered
      let following: f32 = 0
      token = 0
      for (let i = vocabulary - 1; i >= 0; i--) {
        if (following >= threshold) token++
        following += exponentialOf((load<f32>(at(own, i)) - highest) * inverse)
      }
    }
    const logMass = Mathf.log(mass)
    store<i32>(at(ids, row), token)
    store<f32>(at(tokens, 2 * row), load<f32>(at(own, token)) - highest - logMass)
    store<f32>(at(tokens, 2 * row + 1), logMass - moment / mass)
  }
}

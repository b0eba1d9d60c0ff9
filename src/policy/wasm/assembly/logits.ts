import { BELOW_ONE, SMALLEST_PROBABILITY } from '../../constants'
import { at, exponentialOf } from './vector'

/*
 * What is made of logits `[rows, V]`: log-probabilities, divergences, the gradient of a loss, and the token that is drawn.
 */

const SMALLEST: f32 = <f32>SMALLEST_PROBABILITY

/**
 * Turns logits `[rows, V]` into log π in place, and reports log π(target) and the exact entropy in nats of each row: `tokens [rows, 2]`.
 */
export function logProbabilities(logits: usize, targets: usize, rows: i32, vocabulary: i32, tokens: usize): void {
  for (let row = 0; row < rows; row++) {
    const own = at(logits, row * vocabulary)
    let highest: f32 = -Infinity
    for (let i = 0; i < vocabulary; i++) highest = max(highest, load<f32>(at(own, i)))
    let mass: f32 = 0
    let moment: f32 = 0
    for (let i = 0; i < vocabulary; i++) {
      const x = load<f32>(at(own, i)) - highest
      const e = exponentialOf(x)
      mass += e
      moment += e * x
    }
    const logMass = Mathf.log(mass)
    for (let i = 0; i < vocabulary; i++) store<f32>(at(own, i), load<f32>(at(own, i)) - highest - logMass)
    store<f32>(at(tokens, 2 * row), load<f32>(at(own, load<i32>(at(targets, row)))))
    store<f32>(at(tokens, 2 * row + 1), logMass - moment / mass)
  }
}

/** The exact KL(π‖π_ref) of every row of log-probabilities `[rows, V]`: `out [rows]`. */
export function divergence(policy: usize, reference: usize, rows: i32, vocabulary: i32, out: usize): void {
  for (let row = 0; row < rows; row++) {
    let sum: f32 = 0
    for (let i = row * vocabulary; i < (row + 1) * vocabulary; i++) {
      const logPi = load<f32>(at(policy, i))
      sum += exponentialOf(logPi) * (logPi - load<f32>(at(reference, i)))
    }
    store<f32>(at(out, row), sum)
  }
}

/** KL(π_β‖π) of every row, for probabilities π_β `[rows, V]` and log-probabilities log π `[rows, V]`: `out [rows]`. */
export function divergenceFrom(behaviour: usize, policy: usize, rows: i32, vocabulary: i32, out: usize): void {
  for (let row = 0; row < rows; row++) {
    let sum: f32 = 0
    for (let i = row * vocabulary; i < (row + 1) * vocabulary; i++) {
      const beta = load<f32>(at(behaviour, i))
      sum += beta * (Mathf.log(max(beta, SMALLEST)) - load<f32>(at(policy, i)))
    }
    store<f32>(at(out, row), sum)
  }
}

/**
 * The gradient at the logits, in place of log π: c·(π − onehot(target)), or c·(π − π_β) where `behaviour` is given and not 0 (METHOD.md,
 * "Other SFT objectives"; OPEN: KL to the behaviour policy).
 *
 * @param coefficients `[rows]`
 */
export function logitGradient(
  logProbs: usize,
  targets: usize,
  behaviour: usize,
  coefficients: usize,
  rows: i32,
  vocabulary: i32,
): void {
  for (let row = 0; row < rows; row++) {
    const own = at(logProbs, row * vocabulary)
    const c = load<f32>(at(coefficients, row))
    const target = load<i32>(at(targets, row))
    for (let i = 0; i < vocabulary; i++) {
      const wanted = behaviour ? load<f32>(at(behaviour, row * vocabulary + i)) : i == target ? <f32>1 : <f32>0
      store<f32>(at(own, i), c * (exponentialOf(load<f32>(at(own, i))) - wanted))
    }
  }
}

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

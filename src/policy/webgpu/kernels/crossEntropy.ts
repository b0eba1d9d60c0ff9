import { SMALLEST_PROBABILITY } from '../../constants'
import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { main } from '../wgsl/rows'
import { MEMBER, SIZES } from '../wgsl/structs'

/*
 * What is made of logits `[M, R, V]`: probabilities, log π(y), entropy and divergences.
 */

export interface CrossEntropyOptions {
  /** What takes the logits' place: π for the backward pass, log π for a reference's pass, or nothing where only `tokens` is wanted. */
  output: 'probabilities' | 'logProbs' | 'none'
  /** Compute the exact KL(π‖π_ref) from `referenceLogProbs`, which a pass with `logProbs` left. */
  kl: boolean
}

/**
 * log π(y), the exact entropy and, given a reference, the exact KL(π‖π_ref) of every position (METHOD.md, "GRPO").
 *
 * One invocation a row of logits: it reads the row for its maximum, for Σ eˣ and Σ eˣ·x, and once more for what it writes. Padded
 * columns take no part and get 0; padding rows get zeros.
 * `logits [M, R, V]` (see `output`), `referenceLogProbs [M, R, V]` (only with `kl`), `ids [S, R]` (input, target),
 * `tokens [M, R]` = (log π(target), entropy, KL or 0, 0).
 */
export function crossEntropy(layout: Layout, { output, kl }: CrossEntropyOptions): Kernel {
  const vectors = layout.vocabulary / 4
  const written = output === 'none' ? '' : `logits[start + i] = ${output === 'logProbs' ? 'logPi' : 'pi'};`
  return {
    name: `crossEntropy ${output}${kl ? ' kl' : ''}`,
    workgroupSize: WORKGROUP,
    buffers: {
      sizes: uniform('Sizes'),
      members: reads('array<Member>'),
      ids: reads('array<vec2u>'),
      logits: output === 'none' ? reads() : writes(),
      ...(kl && { referenceLogProbs: reads() }),
      tokens: writes(),
    },
    code: /* wgsl */ `
${SIZES}
${MEMBER}
// Far below any logit, yet near enough that differences stay finite: its exponential is 0.
const LOWEST = vec4f(-1e30);
${paddedColumns(layout)}
fn logitsAt(start: u32, i: u32) -> vec4f { return select(logits[start + i], LOWEST, padded(i)); }
fn total(v: vec4f) -> f32 { return dot(v, vec4f(1.0)); }
${main(`
  if (id.x >= sizes.rows) { return; }
  let row = id.z * sizes.rows + id.x;
  let start = row * ${vectors}u;
  if (id.x >= sizes.positions) {
    tokens[row] = vec4f();
    ${output === 'none' ? '' : `for (var i = 0u; i < ${vectors}u; i++) { logits[start + i] = vec4f(); }`}
    return;
  }
  let y = ids[members[id.z].slot * sizes.rows + id.x].y;
  var highest = LOWEST;
  for (var i = 0u; i < ${vectors}u; i++) { highest = max(highest, logitsAt(start, i)); }
  let top = max(max(highest.x, highest.y), max(highest.z, highest.w));
  var mass = vec4f();
  var moment = vec4f();
  for (var i = 0u; i < ${vectors}u; i++) {
    let x = logitsAt(start, i) - top;
    let e = exp(x);
    mass += e;
    moment += e * x;
  }
  let sum = total(mass);
  let logSum = log(sum);
  let chosen = logits[start + y / 4u][y % 4u] - top - logSum;
  ${kl ? 'var divergence = vec4f();' : ''}
  ${kl || output !== 'none' ? passOverResults(vectors, written, kl) : ''}
  tokens[row] = vec4f(chosen, logSum - total(moment) / sum, ${kl ? 'total(divergence)' : '0.0'}, 0.0);
`)}`,
  }
}

function passOverResults(vectors: number, written: string, kl: boolean): string {
  return /* wgsl */ `
  for (var i = 0u; i < ${vectors}u; i++) {
    let x = logitsAt(start, i) - top;
    let pi = exp(x) / sum;
    let logPi = select(x - logSum, vec4f(), padded(i));
    ${kl ? 'divergence += pi * (logPi - select(referenceLogProbs[start + i], vec4f(), padded(i)));' : ''}
    ${written}
  }`
}

/** WGSL function `padded`: which columns of vector i stand past the vocabulary. */
function paddedColumns({ shape, vocabulary }: Layout): string {
  const last = vocabulary / 4 - 1
  const past = [0, 1, 2, 3].map((column) => 4 * last + column >= shape.vocabulary)
  const test = past.includes(true) ? `vec4<bool>(${past.join(', ')}) & vec4<bool>(i == ${last}u)` : 'vec4<bool>()'
  return `fn padded(i: u32) -> vec4<bool> { return ${test}; }`
}

/**
 * KL(π_β‖π) of every position in place of −log π(y), for members whose loss it is (METHOD.md, "PEAR weights", OPEN). Its gradient at
 * the logits is c·(π − π_β) where that of −log π(y) is c·(π − onehot(y)); so that one backward pass serves both, what it reads as
 * π becomes π − π_β + onehot(y).
 *
 * One invocation a row. `behaviour [S, R, V]` (π_β; zeros off the response), `probabilities [M, R, V]`, `tokens [M, R]`, whose last
 * number becomes the divergence.
 */
export function distil(layout: Layout): Kernel {
  const vectors = layout.vocabulary / 4
  return {
    name: 'distil',
    workgroupSize: WORKGROUP,
    buffers: {
      sizes: uniform('Sizes'),
      members: reads('array<Member>'),
      ids: reads('array<vec2u>'),
      behaviour: reads(),
      probabilities: writes(),
      tokens: writes(),
    },
    code: /* wgsl */ `
${SIZES}
${MEMBER}
const SMALLEST = vec4f(${SMALLEST_PROBABILITY});
${main(`
  if (id.x >= sizes.positions || members[id.z].distils == 0u) { return; }
  let row = id.z * sizes.rows + id.x;
  let offline = members[id.z].slot * sizes.rows + id.x;
  let y = ids[offline].y;
  var divergence = vec4f();
  for (var i = 0u; i < ${vectors}u; i++) {
    let pi = probabilities[row * ${vectors}u + i];
    let beta = behaviour[offline * ${vectors}u + i];
    divergence += beta * (log(max(beta, SMALLEST)) - log(max(pi, SMALLEST)));
    let hit = vec4u(y) == vec4u(i * 4u) + vec4u(0u, 1u, 2u, 3u);
    probabilities[row * ${vectors}u + i] = pi - beta + select(vec4f(), vec4f(1.0), hit);
  }
  tokens[row].w = dot(divergence, vec4f(1.0));
`)}`,
  }
}

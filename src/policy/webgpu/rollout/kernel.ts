import { type Kernel, reads, uniform, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { innerWidth, lanesOf, type RolloutVariant, scratchWidth } from './variant'
import { cacheCode, decoderCode, normCode } from './wgsl/decoder'
import { samplerCode, THREEFRY } from './wgsl/sampler'
import { type Threads, threadsOf } from './wgsl/threads'

/*
 * The kernel of a rollout: whole sequences, one position after the other; `wgsl/` has the decoder and the sampler within.
 */

/** u32s of `Run`. */
export const RUN_WORDS = 8

/**
 * Decodes positions `begin` ≤ t < `end` of whole sequences: prompts teacher-forced, then sampled tokens (METHOD.md, "The policy").
 *
 * Thread mapping: `threads` 1: one invocation decodes a group of S sequences, four groups a workgroup, no barriers.
 * `threads` 64: a workgroup decodes a group, columns and sequences of each stage spread over its threads. Workgroups: x the
 * groups of a chunk's rows, y its members. All sequences of a group stand at the same position, whatever their prompts'
 * lengths, and a group ends when its last sequence does.
 *
 * With `subgroups` the four groups of a workgroup share what they load of the weights, and end together.
 *
 * Buffers: `parameters [M, P]`; `rope [C, 2·half]`; `prompts [S, R, P]` ids; `rows [S, R]`; `slots [M]`; `stops`, a bit a token;
 * `cache`, see `cacheCode`; `results [M, chunk rows, L]` of (token, log-probability, entropy, 0 unwritten | 1 | 2 last), zero before
 * the first dispatch: with the prompts they are all the state there is, so a rollout can be cut at any position.
 */
export function rolloutKernel(layout: Layout, variant: RolloutVariant, subgroups: boolean): Kernel {
  const threads = threadsOf(variant, subgroups)
  const { space, each, barrier, exchange } = threads
  const lanes = lanesOf(variant)
  const { sequences } = variant
  const decoder = decoderCode(layout, variant, threads)
  const alone = variant.threads === 1
  const { shape, offsets, size } = layout
  const [layer0, layer1] = offsets.layers
  const layerSize = layer0 && layer1 ? layer1.attnNorm - layer0.attnNorm : 0
  const width = layout.width / 4
  return {
    name: `rollout ${variant.threads}x${sequences}`,
    extensions: exchange ? ['subgroups'] : [],
    workgroupSize: alone ? lanes : variant.threads,
    buffers: {
      run: uniform('Run'),
      parameters: reads(),
      rope: reads(),
      prompts: reads('array<u32>'),
      rows: reads('array<Row>'),
      slots: reads('array<u32>'),
      stops: reads('array<u32>'),
      cache: writes(),
      results: writes(),
    },
    code: /* wgsl */ `
struct Run {
  begin: u32,       // the positions of this dispatch
  end: u32,
  positions: u32,   // C: positions of the cache
  rows: u32,        // R: rows of a slot
  firstRow: u32,    // the chunk's rows
  chunkRows: u32,
  prompt: u32,      // P: positions of a prompt
  maxResponse: u32, // L
}
struct Row {
  key: vec2u,
  inverse: f32,     // 1/temperature; 0 is greedy
  length: u32,      // of the prompt
}
struct Sequence {
  row: u32,         // in \`rows\`
  length: u32,      // of the prompt
  result: u32,      // where its results begin
  live: u32,        // whether more tokens are wanted
  token: u32,       // the input at the current position
}

var<${space}> stream: array<vec4f, ${sequences * width}>;
var<${space}> inner: array<vec4f, ${sequences * innerWidth(layout)}>;
var<${space}> scratch: array<vec4f, ${sequences * scratchWidth(layout)}>;
var<${space}> logits: array<f32, ${sequences * shape.vocabulary}>;
var<${space}> sequences: array<Sequence, ${sequences}>;
${alone ? '' : 'var<workgroup> wanted: u32;'}
var<private> thread: u32;
var<private> lane: u32;
var<private> exchangeLane: u32;
var<private> cacheGroup: u32;
${THREEFRY}
${samplerCode(shape.vocabulary)}
${cacheCode(layout, variant)}
${normCode(layout)}

fn promptToken(row: u32, t: u32) -> u32 { return prompts[row * run.prompt + t]; }

/** The state at position \`begin\`, from the prompts and the results so far. */
fn start(s: u32, row: u32, member: u32) {
  var own = Sequence(0u, 0u, 0u, 0u, 0u);
  if (row < run.chunkRows) {
    own.row = slots[member] * run.rows + run.firstRow + row;
    own.length = rows[own.row].length;
    own.result = (member * run.chunkRows + row) * run.maxResponse;
    if (run.begin < own.length) {
      own.live = 1u;
      own.token = promptToken(own.row, run.begin);
    } else if (run.begin - own.length < run.maxResponse) {
      let last = results[own.result + run.begin - own.length];
      own.live = select(0u, 1u, last.w == 1.0);
      own.token = u32(last.x);
    }
  }
  sequences[s] = own;
}

/** Bit 0: some sequence goes on; bit 1: some sequence wants a token at this position. */
fn survey(t: u32) -> u32 {
  var bits = 0u;
  for (var s = 0u; s < ${sequences}u; s++) {
    if (sequences[s].live == 1u) { bits |= select(1u, 3u, t + 1u >= sequences[s].length); }
  }
  return bits;
}

/** The token after position \`t\`: the prompt's, or one that is drawn. */
fn advance(s: u32, t: u32) {
  let own = sequences[s];
  if (own.live == 0u) { return; }
  if (t + 1u < own.length) {
    sequences[s].token = promptToken(own.row, t + 1u);
    return;
  }
  let index = t + 1u - own.length;
  let row = rows[own.row];
  let drawn = draw(s, row.inverse, uniform01(row.key, index));
  let stopped = ((stops[drawn.token / 32u] >> (drawn.token % 32u)) & 1u) == 1u;
  let last = stopped || index + 1u == run.maxResponse;
  results[own.result + index] = vec4f(f32(drawn.token), drawn.logProb, drawn.entropy, select(1.0, 2.0, last));
  sequences[s].token = drawn.token;
  sequences[s].live = select(1u, 0u, last);
}

${exchange ? '@diagnostic(off, subgroup_uniformity)' : ''}
@compute @workgroup_size(${alone ? lanes : variant.threads})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) local: u32,
  @builtin(num_workgroups) groups: vec3u,
  ${exchange ? '@builtin(subgroup_invocation_id) subgroupLane: u32,' : ''}
) {
  let member = group.y;
  let memberBase = member * ${size / 4}u;
  cacheGroup = member * groups.x + group.x;
  ${alone ? 'lane = local;' : 'thread = local;'}
  ${exchange ? 'exchangeLane = subgroupLane;' : ''}
  ${each(sequences, `start(item, (group.x * ${sequences}u + item) * ${lanes}u${alone ? ' + lane' : ''}, member);`)}
  ${barrier}
  for (var t = run.begin; t < run.end; t++) {
    ${surveyed(threads)}
    if (bits == 0u) { break; }
    ${decoder.embed}
    for (var layer = 0u; layer < ${shape.layers}u; layer++) {
      let base = memberBase + layer * ${layerSize / 4}u;
      ${decoder.layer}
    }
    if (bits > 1u) {
      ${decoder.head}
    }
    ${each(sequences, 'advance(item, t);')}
    ${barrier}
  }
}`,
  }
}

/** `bits`: what `survey` says, the same for all that have to stay together. */
function surveyed({ space, exchange }: Threads): string {
  if (exchange) return 'let bits = subgroupOr(survey(t));'
  if (space === 'private') return 'let bits = survey(t);'
  return 'if (thread == 0u) { wanted = survey(t); }\nlet bits = workgroupUniformLoad(&wanted);'
}

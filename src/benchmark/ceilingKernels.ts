import { type Kernel, reads, repeat, writes } from '../policy/webgpu/device/kernel'

/** A matrix multiplication C = A·B of n × n matrices, rows as `vec4f`s; n is a multiple of 256. */
export interface MatMul {
  kernel: Kernel
  /** A workgroup computes height × width numbers of C. */
  height: number
  width: number
}

const buffers = { a: reads(), b: reads(), c: writes() }

/** Kernels to choose the fastest of; the first is one that is never slow. */
export function matMuls(size: number): [MatMul, ...MatMul[]] {
  return [
    registerMatMul(size, 8, 2),
    registerMatMul(size, 16, 2),
    registerMatMul(size, 8, 4),
    tiledMatMul(size, 8),
    tiledMatMul(size, 16),
  ]
}

/** Invocations of a workgroup along each side; those along x take consecutive vectors of columns. */
const SIDE = 8

/** Every invocation computes `rows` rows of `vectors` vectors, and reads what it needs straight from the buffers. */
function registerMatMul(size: number, rows: number, vectors: number): MatMul {
  const column = (v: number): string => `(column + ${v * SIDE}u)`
  const eachVector = (line: (v: number) => string): string => repeat(vectors, line)
  const part = (v: number): string => repeat(4, (i) => `b[(4u * k + ${i}u) * N + ${column(v)}]`, ', ')
  const code = /* wgsl */ `
const N = ${size / 4}u;
@compute @workgroup_size(${SIDE}, ${SIDE})
fn main(@builtin(workgroup_id) group : vec3u, @builtin(local_invocation_id) local : vec3u) {
  let column = group.x * ${SIDE * vectors}u + local.x;
  let row = (group.y * ${SIDE}u + local.y) * ${rows}u;
  ${repeat(rows, (r) => eachVector((v) => `var sum${r}_${v} = vec4f();`))}
  for (var k = 0u; k < N; k++) {
    ${eachVector((v) => `let part${v} = mat4x4f(${part(v)});`)}
    ${repeat(rows, (r) => `{ let left = a[(row + ${r}u) * N + k]; ${eachVector((v) => `sum${r}_${v} += part${v} * left;`)} }`)}
  }
  ${repeat(rows, (r) => eachVector((v) => `c[(row + ${r}u) * N + ${column(v)}] = sum${r}_${v};`))}
}`
  const name = `registers ${rows} × ${4 * vectors}`
  const kernel = { name, buffers, workgroupSize: SIDE * SIDE, code }
  return { kernel, height: SIDE * rows, width: SIDE * vectors * 4 }
}

/**
 * A workgroup of side × side invocations copies 8·side rows of A and columns of B, `depth` deep, to its memory, and every
 * invocation multiplies its 8 rows and columns of them.
 */
function tiledMatMul(size: number, side: 8 | 16): MatMul {
  const tile = 8 * side
  const eachRow = (line: (r: number) => string): string => repeat(8, line)
  const depth = 16
  const invocations = side * side
  const aVectors = (tile * depth) / 4 / invocations
  const bVectors = (depth * tile) / 4 / invocations
  const code = /* wgsl */ `
const N = ${size / 4}u;
var<workgroup> tileA : array<vec4f, ${(tile * depth) / 4}>;
var<workgroup> tileB : array<vec4f, ${(depth * tile) / 4}>;
@compute @workgroup_size(${side}, ${side})
fn main(@builtin(workgroup_id) group : vec3u, @builtin(local_invocation_id) local : vec3u,
        @builtin(local_invocation_index) index : u32) {
  let column = group.x * ${tile / 4}u + local.x;
  let row = group.y * ${tile}u + local.y * 8u;
  ${eachRow((r) => `var low${r} = vec4f(); var high${r} = vec4f();`)}
  for (var k = 0u; k < N; k += ${depth / 4}u) {
    ${repeat(aVectors, (i) => `{ let at = index + ${i * invocations}u; tileA[at] = a[(group.y * ${tile}u + at / ${depth / 4}u) * N + k + at % ${depth / 4}u]; }`)}
    ${repeat(bVectors, (i) => `{ let at = index + ${i * invocations}u; tileB[at] = b[(4u * k + at / ${tile / 4}u) * N + group.x * ${tile / 4}u + at % ${tile / 4}u]; }`)}
    workgroupBarrier();
    for (var inner = 0u; inner < ${depth / 4}u; inner++) {
      let at = 4u * inner * ${tile / 4}u + local.x;
      let low = mat4x4f(${repeat(4, (i) => `tileB[at + ${(i * tile) / 4}u]`, ', ')});
      let high = mat4x4f(${repeat(4, (i) => `tileB[at + ${(i * tile) / 4 + side}u]`, ', ')});
      ${eachRow((r) => `{ let left = tileA[(local.y * 8u + ${r}u) * ${depth / 4}u + inner]; low${r} += low * left; high${r} += high * left; }`)}
    }
    workgroupBarrier();
  }
  ${eachRow((r) => `c[(row + ${r}u) * N + column] = low${r}; c[(row + ${r}u) * N + column + ${side}u] = high${r};`)}
}`
  const kernel = { name: `workgroup tiles ${tile}`, buffers, workgroupSize: invocations, code }
  return { kernel, height: tile, width: tile }
}

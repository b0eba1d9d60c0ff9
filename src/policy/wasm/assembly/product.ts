import { at } from './vector'

/** Rows of B that are taken at a time, so that eight of its columns stay in the nearest cache. */
const DEPTH: i32 = 256

/**
 * C = A·B, or C += A·B with `add`, for A `[rows, depth]`, B `[depth, columns]`, C `[rows, columns]`. A's numbers stand `rowStep`
 * apart from row to row and `depthStep` along a row, so that (1, width) reads the transpose of a matrix.
 */
export function product(
  a: usize,
  rowStep: i32,
  depthStep: i32,
  b: usize,
  c: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  add: bool,
): void {
  if (depth == 0 && !add) memory.fill(c, 0, (<usize>(rows * columns)) << 2)
  for (let from: i32 = 0; from < depth; from += DEPTH) {
    const count = min(DEPTH, depth - from)
    const left = at(a, from * depthStep)
    const right = at(b, from * columns)
    const onto = add || from > 0
    let column = 0
    for (; column + 8 <= columns; column += 8) {
      let row = 0
      for (; row + 4 <= rows; row += 4) {
        tile(
          at(left, row * rowStep),
          rowStep,
          depthStep,
          at(right, column),
          at(c, row * columns + column),
          count,
          columns,
          onto,
        )
      }
      for (; row < rows; row++) {
        strip(
          at(left, row * rowStep),
          depthStep,
          at(right, column),
          at(c, row * columns + column),
          count,
          columns,
          onto,
        )
      }
    }
    for (; column < columns; column++) {
      for (let row = 0; row < rows; row++) {
        single(
          at(left, row * rowStep),
          depthStep,
          at(right, column),
          at(c, row * columns + column),
          count,
          columns,
          onto,
        )
      }
    }
  }
}

/** Four rows of eight columns, held in registers. */
function tile(a: usize, rowStep: i32, depthStep: i32, b: usize, c: usize, depth: i32, columns: i32, add: bool): void {
  const step = (<usize>depthStep) << 2
  const line = (<usize>columns) << 2
  let a0 = a
  let a1 = at(a0, rowStep)
  let a2 = at(a1, rowStep)
  let a3 = at(a2, rowStep)
  const c1 = c + line
  const c2 = c1 + line
  const c3 = c2 + line
  const zero = f32x4.splat(0)
  let c00 = add ? v128.load(c) : zero
  let c01 = add ? v128.load(c, 16) : zero
  let c10 = add ? v128.load(c1) : zero
  let c11 = add ? v128.load(c1, 16) : zero
  let c20 = add ? v128.load(c2) : zero
  let c21 = add ? v128.load(c2, 16) : zero
  let c30 = add ? v128.load(c3) : zero
  let c31 = add ? v128.load(c3, 16) : zero
  for (let i = 0; i < depth; i++) {
    const b0 = v128.load(b)
    const b1 = v128.load(b, 16)
    b += line
    const x0 = v128.load_splat<f32>(a0)
    c00 = f32x4.add(c00, f32x4.mul(x0, b0))
    c01 = f32x4.add(c01, f32x4.mul(x0, b1))
    const x1 = v128.load_splat<f32>(a1)
    c10 = f32x4.add(c10, f32x4.mul(x1, b0))
    c11 = f32x4.add(c11, f32x4.mul(x1, b1))
    const x2 = v128.load_splat<f32>(a2)
    c20 = f32x4.add(c20, f32x4.mul(x2, b0))
    c21 = f32x4.add(c21, f32x4.mul(x2, b1))
    const x3 = v128.load_splat<f32>(a3)
    c30 = f32x4.add(c30, f32x4.mul(x3, b0))
    c31 = f32x4.add(c31, f32x4.mul(x3, b1))
    a0 += step
    a1 += step
    a2 += step
    a3 += step
  }
  v128.store(c, c00)
  v128.store(c, c01, 16)
  v128.store(c1, c10)
  v128.store(c1, c11, 16)
  v128.store(c2, c20)
  v128.store(c2, c21, 16)
  v128.store(c3, c30)
  v128.store(c3, c31, 16)
}

/** One row of eight columns. */
function strip(a: usize, depthStep: i32, b: usize, c: usize, depth: i32, columns: i32, add: bool): void {
  const zero = f32x4.splat(0)
  let c0 = add ? v128.load(c) : zero
  let c1 = add ? v128.load(c, 16) : zero
  for (let i = 0; i < depth; i++) {
    const x = v128.load_splat<f32>(at(a, i * depthStep))
    c0 = f32x4.add(c0, f32x4.mul(x, v128.load(at(b, i * columns))))
    c1 = f32x4.add(c1, f32x4.mul(x, v128.load(at(b, i * columns), 16)))
  }
  v128.store(c, c0)
  v128.store(c, c1, 16)
}

/** One number. */
function single(a: usize, depthStep: i32, b: usize, c: usize, depth: i32, columns: i32, add: bool): void {
  let sum: f32 = add ? load<f32>(c) : 0
  for (let i = 0; i < depth; i++) sum += load<f32>(at(a, i * depthStep)) * load<f32>(at(b, i * columns))
  store<f32>(c, sum)
}

/** The transpose `[columns, rows]` of a matrix `[rows, columns]`. */
export function transpose(source: usize, rows: i32, columns: i32, target: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      store<f32>(at(target, column * rows + row), load<f32>(at(source, row * columns + column)))
    }
  }
}

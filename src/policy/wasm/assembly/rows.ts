import { addScaled, at } from './vector'

/** Row i of `out` is row `index[i]` of `source`. */
export function gather(source: usize, index: usize, rows: i32, width: i32, out: usize): void {
  for (let row = 0; row < rows; row++) {
    memory.copy(at(out, row * width), at(source, load<i32>(at(index, row)) * width), (<usize>width) << 2)
  }
}

/** Row `index[i]` of `out` is row i of `source`; other rows stay as they are. */
export function scatter(source: usize, index: usize, rows: i32, width: i32, out: usize): void {
  for (let row = 0; row < rows; row++) {
    memory.copy(at(out, load<i32>(at(index, row)) * width), at(source, row * width), (<usize>width) << 2)
  }
}

/** Adds row i of `source` to row `index[i]` of `out`, one after the other. */
export function addRows(source: usize, index: usize, rows: i32, width: i32, out: usize): void {
  for (let row = 0; row < rows; row++) {
    addScaled(at(out, load<i32>(at(index, row)) * width), at(source, row * width), 1, width)
  }
}

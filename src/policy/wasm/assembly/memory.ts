import { addScaled, at } from './vector'

/*
 * Pieces of the module's memory, and rows that are copied or added between them.
 */

/** Memory for so many bytes, at a multiple of 16. What is in it is not defined. */
export function allocate(bytes: usize): usize {
  return heap.alloc(bytes)
}

/** Gives back what `allocate` gave. */
export function release(pointer: usize): void {
  heap.free(pointer)
}

/** Copies so many numbers. */
export function copy(source: usize, target: usize, count: i32): void {
  memory.copy(target, source, (<usize>count) << 2)
}

/** Sets so many numbers to 0. */
export function clear(target: usize, count: i32): void {
  memory.fill(target, 0, (<usize>count) << 2)
}

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

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

/**
 * Threefry-2x32 with 20 rounds: the counter-based generator of Salmon et al., "Parallel random numbers: as easy as
 * 1, 2, 3" (SC 2011). A pure function of key and counter in additions, rotations and exclusive-ors of 32 bits, so
 * that a shader computes the same bits as this file.
 */
const PARITY = 0x1bd11bda
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const

const rotateLeft = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits))

/** The two 32-bit words (unsigned) that Threefry-2x32-20 gives for a key and a counter, each of two 32-bit words. */
export function threefry2x32(key0: number, key1: number, counter0: number, counter1: number): [number, number] {
  const keys = [key0 | 0, key1 | 0, PARITY ^ key0 ^ key1] as const
  let x0 = (counter0 + keys[0]) | 0
  let x1 = (counter1 + keys[1]) | 0
  for (let round = 0; round < 20; round++) {
    x0 = (x0 + x1) | 0
    x1 = rotateLeft(x1, ROTATIONS[(round % 8) as 0]) ^ x0
    if (round % 4 === 3) {
      const injection = (round + 1) / 4
      x0 = (x0 + keys[(injection % 3) as 0]) | 0
      x1 = (x1 + keys[((injection + 1) % 3) as 0] + injection) | 0
    }
  }
  return [x0 >>> 0, x1 >>> 0]
}

/** A number in [0, 1) from the upper 24 bits of a word: exact in float32, so that host and device agree on it. */
export const unitInterval = (word: number): number => (word >>> 8) * 2 ** -24

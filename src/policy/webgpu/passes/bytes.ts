import { gradientSize } from '../kernels/reduce'
import type { Layout } from '../layout'
import type { PassSizes } from './sizes'

/** Bytes that a pass takes for each of its members: of its largest buffer, and of all. */
export interface PassBytes {
  largest: number
  total: number
}

type PerMember = Pick<PassSizes, 'rows' | 'parts'>

/** What `forwardBuffers` allocates a member, without a backward pass to follow. */
export function scoreBytes(layout: Layout, { rows }: PerMember): PassBytes {
  const { width, vocabulary } = layout
  return { largest: 4 * rows * widest(layout), total: 4 * rows * (layerWidth(layout) + 5 + width + 2 * vocabulary) }
}

/** What `forwardBuffers` and `backwardBuffers` allocate a member. */
export function trainBytes(layout: Layout, { rows, parts }: PerMember): PassBytes {
  const { width, heads, hidden, vocabulary, shape } = layout
  const forward = shape.layers * layerWidth(layout) + width + 2 * vocabulary + 9
  const backward = 1 + 3 * width + 2 * hidden + 4 * heads + shape.heads
  const gradient = gradientSize(layout)
  return {
    largest: 4 * Math.max(rows * widest(layout), parts * gradient),
    total: 4 * (rows * (forward + backward) + (parts + 1) * gradient),
  }
}

const widest = ({ width, heads, hidden, vocabulary }: Layout): number =>
  Math.max(width, 3 * heads, 2 * hidden, vocabulary, 4)

const layerWidth = ({ width, heads, hidden, shape }: Layout): number =>
  2 * width + 4 * heads + 3 * hidden + shape.heads + 2

/** How two successive updates of a member lie to each other, e.g. SFT's and RL's (METHOD.md, "Evaluation and statistics"). */
export interface UpdateGeometry {
  /** ‖middle − start‖₂ */
  firstNorm: number
  /** ‖end − middle‖₂: the drift of the second update. */
  secondNorm: number
  /** Cosine of the angle between the updates; NaN where one of them is zero. */
  cosine: number
}

/** The geometry from Σ u², Σ v² and Σ u·v of the updates u and v. */
export function updateGeometry(firstSquares: number, secondSquares: number, product: number): UpdateGeometry {
  const firstNorm = Math.sqrt(firstSquares)
  const secondNorm = Math.sqrt(secondSquares)
  return { firstNorm, secondNorm, cosine: product / (firstNorm * secondNorm) }
}

/** The geometry of the updates from parameters `[P]` to parameters to parameters. */
export function compareParameters(start: Float32Array, middle: Float32Array, end: Float32Array): UpdateGeometry {
  let [first, second, product] = [0, 0, 0]
  for (let i = 0; i < start.length; i++) {
    const u = (middle[i] as number) - (start[i] as number)
    const v = (end[i] as number) - (middle[i] as number)
    first += u * u
    second += v * v
    product += u * v
  }
  return updateGeometry(first, second, product)
}

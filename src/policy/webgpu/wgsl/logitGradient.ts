/**
 * dL/dlogits of a row without storing it: c·(π − onehot(target)), for the coefficient c of −log π(target) (METHOD.md, "Other SFT
 * objectives"). Reads `coefficients`, `probabilities`, `ids` and `members`; `place` is the row in `[M, R]`.
 */
export const logitGradient = (vectors: number): string => /* wgsl */ `
fn logitGradient(place: u32, token: u32, vector: u32) -> vec4f {
  let hit = vec4u(token) == vec4u(vector * 4u) + vec4u(0u, 1u, 2u, 3u);
  return coefficients[place] * (probabilities[place * ${vectors}u + vector] - select(vec4f(), vec4f(1.0), hit));
}`

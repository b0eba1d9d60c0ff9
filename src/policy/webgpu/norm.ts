/** RMSNorm's ε (METHOD.md, "The policy"), as WGSL and TypeScript both read it. */
export const RMS_EPSILON = 1e-6

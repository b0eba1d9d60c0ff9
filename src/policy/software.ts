/** Names of adapters that compute on the processor. */
const SOFTWARE = /swiftshader|llvmpipe|microsoft basic render/i

/** Whether an engine of this name trains on WebGPU in software, which the processor's own engine is faster than. */
export const isSoftware = (engineName: string): boolean => SOFTWARE.test(engineName)

/*
 * What a kernel is: WGSL, and the buffers that it is bound to.
 */

/** What a kernel may do with a buffer, and what stands in it. */
export interface BufferUse {
  access: 'read' | 'read_write' | 'uniform'
  /** WGSL type of the whole binding. */
  type: string
}

/** A compute shader: WGSL without its binding declarations, which are made from `buffers` in their order. */
export interface Kernel {
  name: string
  buffers: Readonly<Record<string, BufferUse>>
  /** Invocations of a workgroup, for those who compute a grid. */
  workgroupSize: number
  /** WGSL with an entry point `main`. */
  code: string
  /** WGSL extensions that the device must have been opened with, e.g. `subgroups`. */
  extensions?: readonly string[]
}

export const reads = (type = 'array<vec4f>'): BufferUse => ({ access: 'read', type })
export const writes = (type = 'array<vec4f>'): BufferUse => ({ access: 'read_write', type })
export const uniform = (type: string): BufferUse => ({ access: 'uniform', type })

/** Invocations of a workgroup where kernels have no reason for another number. */
export const WORKGROUP = 64

/** The complete WGSL of a kernel. */
export function shaderOf({ buffers, code, extensions = [] }: Kernel): string {
  const declarations = Object.entries(buffers).map(([name, { access, type }], binding) => {
    const space = access === 'uniform' ? 'uniform' : `storage, ${access}`
    return `@group(0) @binding(${binding}) var<${space}> ${name} : ${type};`
  })
  return [...extensions.map((name) => `enable ${name};`), ...declarations, code].join('\n')
}

/** Repeats a line of WGSL for 0 ≤ i < count. */
export function repeat(count: number, line: (i: number) => string, separator = '\n'): string {
  return Array.from({ length: count }, (_, i) => line(i)).join(separator)
}

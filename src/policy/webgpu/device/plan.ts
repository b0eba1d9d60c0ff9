import type { CompiledKernel, Gpu } from './gpu'
import { type Kernel, WORKGROUP } from './kernel'

/*
 * Dispatches, recorded once and submitted as often as wanted.
 */

/** A buffer, or a part of one from `offset` bytes on. */
export interface Slice {
  buffer: GPUBuffer
  offset?: number
  size?: number
}

/** Workgroups along x, y and z; z is the member. */
export type Grid = readonly [x: number, y: number, z: number]

/** A grid of single invocations along x for each of the members, and along y for each part of a sum. */
export function gridOf(invocations: number, members: number, parts = 1): Grid {
  return [Math.ceil(invocations / WORKGROUP), parts, members]
}

interface Dispatch {
  compiled: CompiledKernel
  bindings: GPUBindGroup
  grid: Grid
}

/** Takes down dispatches in the order they run. */
export interface Recorder {
  /** @param buffers one for each of the kernel's bindings, by name */
  add(kernel: Kernel, buffers: Readonly<Record<string, GPUBuffer | Slice>>, grid: Grid): void
}

/** Takes down nothing but the kernels, for those who want them compiled. */
export class KernelList implements Recorder {
  readonly kernels: Kernel[] = []

  add(kernel: Kernel): void {
    this.kernels.push(kernel)
  }
}

/**
 * Dispatches recorded once and encoded as often as wanted: pipelines and bind groups are made when a dispatch is added, so
 * that a step costs the host nothing but the calls.
 */
export class Plan implements Recorder {
  private readonly dispatches: Dispatch[] = []

  constructor(private readonly gpu: Gpu) {}

  get length(): number {
    return this.dispatches.length
  }

  /** Names of the kernels, in the order they run. */
  get kernels(): string[] {
    return this.dispatches.map(({ compiled }) => compiled.kernel.name)
  }

  /**
   * Adds a dispatch after the others.
   *
   * @param buffers one for each of the kernel's bindings, by name
   * @throws RangeError where a binding is missing or unknown
   */
  add(kernel: Kernel, buffers: Readonly<Record<string, GPUBuffer | Slice>>, grid: Grid): void {
    const names = Object.keys(kernel.buffers)
    const unknown = Object.keys(buffers).filter((name) => !names.includes(name))
    const missing = names.filter((name) => !(name in buffers))
    if (unknown.length > 0 || missing.length > 0) {
      throw new RangeError(`${kernel.name}: unknown buffers [${unknown.join()}], missing [${missing.join()}].`)
    }
    const compiled = this.gpu.compile(kernel)
    const bindings = this.gpu.device.createBindGroup({
      label: kernel.name,
      layout: compiled.layout,
      entries: names.map((name, binding) => ({ binding, resource: bindingOf(buffers[name] as GPUBuffer | Slice) })),
    })
    this.dispatches.push({ compiled, bindings, grid })
  }

  /** Appends all dispatches of another plan. */
  append(other: Plan): void {
    this.dispatches.push(...other.dispatches)
  }

  /** Encodes every dispatch into a compute pass. */
  encode(pass: GPUComputePassEncoder): void {
    let current: GPUComputePipeline | undefined
    for (const { compiled, bindings, grid } of this.dispatches) {
      if (compiled.pipeline !== current) {
        current = compiled.pipeline
        pass.setPipeline(current)
      }
      pass.setBindGroup(0, bindings)
      pass.dispatchWorkgroups(...grid)
    }
  }
}

function bindingOf(slice: GPUBuffer | Slice): GPUBufferBinding {
  return 'buffer' in slice ? slice : { buffer: slice }
}

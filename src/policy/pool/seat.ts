/*
 * A worker's side of the pool: the processor's engine without its shell, because the host has checked all that it sends.
 */
import { type Endpoint, expose, transfer } from 'comlink'
import { DeviceError } from '../errors'
import { checked } from '../selfCheck'
import { Engine } from '../shell'
import { WasmCore, type WasmMembers } from '../wasm/core'
import { instantiate } from '../wasm/kernels'
import { buffersOf } from './deal'
import type { Answer, SeatApi } from './protocol'

/**
 * Does what a host asks for through `endpoint`, or through the worker's own global scope. `lock` is the name of a
 * lock that this worker holds as long as it lives.
 */
export function serveSeat(endpoint?: Endpoint, lock?: Promise<string>): void {
  let core: WasmCore | undefined
  const populations = new Map<number, WasmMembers>()
  const opened = (): WasmCore => {
    if (!core) throw new Error('This worker was not opened.')
    return core
  }
  const held = (population: number): WasmMembers => {
    const members = populations.get(population)
    if (!members) throw new RangeError(`There is no population ${population} here.`)
    return members
  }
  const beside = (reference: number | undefined): WasmMembers | undefined =>
    reference === undefined ? undefined : held(reference)
  const api: SeatApi = {
    open: () =>
      answered(async () => {
        core = new WasmCore(await instantiate())
        await checked(new Engine(core))
        return { name: core.name, lock: await lock }
      }),
    allocate: (population, shape, members) =>
      answered(() => {
        populations.set(population, opened().allocate(shape, members))
      }),
    free: (population) =>
      answered(() => {
        opened().free(held(population))
        populations.delete(population)
      }),
    fill: ({ population, member }, part, vector) =>
      answered(() => {
        opened().fill(only(held(population), member), part, () => vector)
      }),
    copy: (from, to) =>
      answered(() => {
        opened().copy(only(held(to.population), to.member), [{ held: held(from.population), member: from.member }])
      }),
    parameters: ({ population, member }) =>
      answered(async () => {
        const [values] = await opened().read(only(held(population), member), ['parameters'])
        return values as Float32Array
      }),
    read: (population, parts) => answered(() => opened().read(held(population), parts)),
    score: (population, batch, reference) => answered(() => opened().score(held(population), batch, beside(reference))),
    step: (population, batch, { reference, ...step }) =>
      answered(() =>
        opened()
          .step(held(population), batch, { ...step, reference: beside(reference) })
          .read(),
      ),
    rollout: (population, prompts, sampling) => answered(() => opened().rollout(held(population), prompts, sampling)),
    compareUpdates: (start, middle, end) =>
      answered(() => opened().compareUpdates(held(start), held(middle), held(end))),
  }
  expose(api, endpoint)
}

/** One member of a population, as a population of its own. */
const only = ({ shape, size, places }: WasmMembers, member: number): WasmMembers => ({
  shape,
  size,
  places: places.slice(member, member + 1),
})

/** The answer that a call gets, whose arrays are given away with it. */
async function answered<T>(work: () => T | Promise<T>): Promise<Answer<T>> {
  try {
    const value = await work()
    return transfer({ value }, buffersOf(value))
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error
    return { problem: error.problem, message: error.message }
  }
}

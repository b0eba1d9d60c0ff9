import { z } from 'zod'

/** A formula as TeX, and the same in plain characters. */
export interface SettingFormula {
  tex: string
  plain: string
}

/** How a number's handy values lie: evenly, by equal ratios, by powers of two, or so that no slider helps. */
export type SettingScale = 'linear' | 'log' | 'log2' | 'none'

/** What people read about a setting. */
interface Described {
  title: string
  description: string
  /** What the number counts. */
  unit?: string
  formula?: SettingFormula
}

/** What controls need to know of a number beyond its range. */
interface Scaled {
  /** Even where left out. */
  scale?: SettingScale
  /** The part of the range that people mostly want; the whole where left out. Values outside it are as valid. */
  handy?: readonly [low: number, high: number]
  /** Between two handy values; what suits the range where left out. */
  step?: number
}

type NumberSetting = Described & Scaled & { min: number; max: number; initial: number }

/** A whole-number setting with a range and a default; one message says all of it when a value does not fit. */
export function whole({ min, max, initial, ...meta }: NumberSetting) {
  const message = `${meta.title} must be a whole number from ${min} to ${max}.`
  return z.int(message).min(min, message).max(max, message).default(initial).meta(meta)
}

/** A setting that is any number in a range. */
export function real({ min, max, initial, ...meta }: NumberSetting) {
  const message = `${meta.title} must be a number from ${min} to ${max}.`
  return z.number(message).min(min, message).max(max, message).default(initial).meta(meta)
}

/** A setting that is a probability or a share. */
export const share = (described: Described & Scaled & { initial: number }) => real({ min: 0, max: 1, ...described })

/** A setting that is on or off. */
export function toggle({ initial, ...meta }: Described & { initial: boolean }) {
  return z.boolean(`${meta.title} must be true or false.`).default(initial).meta(meta)
}

/** A setting that is one of several words. */
export function oneOf<const Options extends readonly [string, ...string[]]>({
  options,
  initial,
  ...meta
}: Described & { options: Options; initial: Options[number] }) {
  return z
    .enum(options, `${meta.title} must be one of ${options.join(', ')}.`)
    .default(initial)
    .meta(meta)
}

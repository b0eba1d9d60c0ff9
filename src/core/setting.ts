import { z } from 'zod'

/** What people read about a setting. */
interface Described {
  title: string
  description: string
  /** What the number counts. */
  unit?: string
}

/** A whole-number setting with a range and a default; one message says all of it when a value does not fit. */
export function whole({ min, max, initial, ...meta }: Described & { min: number; max: number; initial: number }) {
  const message = `${meta.title} must be a whole number from ${min} to ${max}.`
  return z.int(message).min(min, message).max(max, message).default(initial).meta(meta)
}

/** A setting that is any number in a range. */
export function real({ min, max, initial, ...meta }: Described & { min: number; max: number; initial: number }) {
  const message = `${meta.title} must be a number from ${min} to ${max}.`
  return z.number(message).min(min, message).max(max, message).default(initial).meta(meta)
}

/** A setting that is a probability or a share. */
export const share = (described: Described & { initial: number }) => real({ min: 0, max: 1, ...described })

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

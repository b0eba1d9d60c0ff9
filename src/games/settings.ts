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

/** A setting that is a probability or a share, from 0 to 1. */
export function share({ initial, ...meta }: Described & { initial: number }) {
  const message = `${meta.title} must be a number from 0 to 1.`
  return z.number(message).min(0, message).max(1, message).default(initial).meta(meta)
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

/** A rule that several settings must keep together. */
export interface Rule<Settings> {
  /** The setting at which a breach is shown. */
  key: keyof Settings & string
  keeps: (settings: Settings) => boolean
  message: (settings: Settings) => string
}

/** The same schema with rules over several settings; it stays an object schema, open to inspection. */
export function withRules<Schema extends z.ZodObject>(schema: Schema, rules: readonly Rule<z.output<Schema>>[]) {
  return schema.superRefine((settings, context) => {
    for (const { key, keeps, message } of rules) {
      if (!keeps(settings)) context.addIssue({ code: 'custom', path: [key], message: message(settings) })
    }
  })
}

/** Throws RangeError when settings that were not parsed break a rule: a generator would search in vain. */
export function insist<Settings>(rules: readonly Rule<Settings>[], settings: Settings): void {
  for (const { keeps, message } of rules) if (!keeps(settings)) throw new RangeError(message(settings))
}

/**
 * The first of many tries that gives something. Throws RangeError with the sentence when none does, so that a difficulty
 * without puzzles ends in a message and not in an endless loop.
 */
export function firstOf<T>(attempts: number, attempt: () => T | undefined, otherwise: string): T {
  for (let i = 0; i < attempts; i++) {
    const found = attempt()
    if (found !== undefined) return found
  }
  throw new RangeError(otherwise)
}

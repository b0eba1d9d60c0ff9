import type { z } from 'zod'

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

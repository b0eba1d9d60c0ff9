import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs, type ParseArgsConfig } from 'node:util'

/** A command of the command line: takes the words that follow its name, and resolves to what is printed last. */
export type Command = (words: string[]) => Promise<string>

/** The caller's mistake, in one line: `main.mjs` prints it and ends with status 2. */
export class BadArguments extends Error {
  override name = 'BadArguments'
}

/**
 * The options among the words of a command line, and what is no option where the command takes such.
 *
 * @param command where help is to be had
 * @throws BadArguments
 */
export function parseOptions<Config extends Omit<ParseArgsConfig, 'args' | 'strict'>>(
  command: string,
  words: string[],
  config: Config,
) {
  try {
    return parseArgs({ ...config, args: words })
  } catch (error) {
    // What follows the first sentence is advice on syntax that these options do not need.
    const message = error instanceof Error ? error.message : String(error)
    throw new BadArguments(`${message.split(/\.\s|\n/)[0]?.replace(/\.$/, '') ?? message}. See ${command} -- --help.`)
  }
}

/** The value of an option that takes one of some names. Throws `BadArguments`. */
export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((name) => name === value)
  if (found === undefined) throw new BadArguments(`${option} is "${value}"; it must be one of ${allowed.join(', ')}.`)
  return found
}

/** The value of an option that takes a number of things. Throws `BadArguments`. */
export function wholeNumber(option: string, text: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least || value > most) {
    const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`
    throw new BadArguments(`${option} is "${text}"; it must be a whole number ${range}.`)
  }
  return value
}

/** The absolute path of a file that can be written. Throws `BadArguments`. */
export function fileToWrite(option: string, value: string): string {
  const path = resolve(value)
  if (value === '' || (existsSync(path) && statSync(path).isDirectory()))
    throw new BadArguments(`${option} is "${value}"; it must be a file.`)
  if (!existsSync(dirname(path)))
    throw new BadArguments(`${option} is "${value}", but there is no folder ${dirname(path)}.`)
  return path
}

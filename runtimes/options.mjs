import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export const RUNTIMES = /** @type {const} */ (['chromium', 'node'])
export const ADAPTERS = /** @type {const} */ (['auto', 'default', 'swiftshader'])

/**
 * @typedef {typeof RUNTIMES[number]} Runtime
 * @typedef {typeof ADAPTERS[number]} Adapter
 */

export const RUNTIME_HELP = `\
  --runtime chromium|node  in a Chromium (the default), or in Node on Dawn (npm package webgpu): needs no browser
  --adapter NAME           auto (the default): the machine's GPU, or SwiftShader where there is none;
                           default: what WebGPU gives; swiftshader: software on the processor`

/** The caller's mistake, in one line. */
export class BadArguments extends Error {}

/**
 * @template {string} T
 * @param {string} option
 * @param {string} value
 * @param {readonly T[]} allowed
 * @returns {T}
 */
export function oneOf(option, value, allowed) {
  const found = allowed.find((name) => name === value)
  if (found === undefined) throw new BadArguments(`${option} is "${value}"; it must be one of ${allowed.join(', ')}.`)
  return found
}

/**
 * The absolute path of a file that can be written.
 * @param {string} option
 * @param {string} value
 */
export function fileToWrite(option, value) {
  const path = resolve(value)
  if (value === '' || (existsSync(path) && statSync(path).isDirectory()))
    throw new BadArguments(`${option} is "${value}"; it must be a file.`)
  if (!existsSync(dirname(path)))
    throw new BadArguments(`${option} is "${value}", but there is no folder ${dirname(path)}.`)
  return path
}

/**
 * The options among the words of a command line.
 * @template {NonNullable<import('node:util').ParseArgsConfig['options']>} Options
 * @param {string} command where help is to be had
 * @param {string[]} words
 * @param {Options} options
 */
export function parseOptions(command, words, options) {
  try {
    return parseArgs({ args: words, options }).values
  } catch (error) {
    // What follows the first sentence is advice on syntax that these options do not need.
    const message = error instanceof Error ? error.message : String(error)
    throw new BadArguments(`${message.split(/\.\s|\n/)[0]?.replace(/\.$/, '') ?? message}. See ${command} -- --help.`)
  }
}

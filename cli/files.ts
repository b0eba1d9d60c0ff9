import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { arch, cpus, release, type } from 'node:os'
import { BadArguments } from './arguments'

/** The text of a file that the command line names. Throws `BadArguments` where it cannot be read. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new BadArguments(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Replaces a file at once, so that a kill leaves the old or the new one. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const half = `${path}.part`
  writeFileSync(half, content)
  renameSync(half, path)
}

/** Replaces a Markdown or JSON file of the repository, formatted as the repository formats it. */
export async function replaceFormatted(path: string, content: string): Promise<void> {
  // Slow to load, and of use only to who publishes.
  const { format, resolveConfig } = await import('prettier')
  const style = await resolveConfig(path)
  replaceFile(path, await format(content, { ...style, filepath: path }))
}

/** A command line as it is typed, for files to name what they were made by. */
export const commandOf = (script: string, words: readonly string[]): string =>
  [script, ...(words.length > 0 ? ['--', ...words] : [])].join(' ')

/** This machine, for files to name where they were made. */
export function machine(): { processor: string; cores: number; system: string } {
  const processors = cpus()
  return {
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    system: `${type()} ${release()} ${arch()}`,
  }
}

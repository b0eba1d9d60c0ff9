/** Something the reader can put right: it is shown as a sentence, without a stack. */
export class Problem extends Error {}

/**
 * Runs a script's task and turns its outcome into the exit status.
 * @param {() => Promise<number | undefined>} task resolves to the exit status; undefined leaves the process running
 */
export async function main(task) {
  try {
    const status = await task()
    if (status !== undefined) process.exitCode = status
  } catch (error) {
    console.error(error instanceof Problem ? `\n${error.message}` : error)
    process.exitCode = 1
  }
}

import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import nodeEndpoint from 'comlink/dist/umd/node-adapter.js'
import { assembly } from '../tools/assembly.mjs'
import { root } from '../tools/script.mjs'
import type { PoolWorker } from '../src/policy/pool/seats'
import type { Processor } from '../src/worker/processor'

/** The processor in Node: a command has all cores to itself. */
export const threads: Processor = { threads: availableParallelism(), spawner: threadSpawner }

let script: Promise<string> | undefined

/** What starts a worker of the pool in Node. */
export async function threadSpawner(): Promise<() => PoolWorker> {
  const text = await (script ??= bundle())
  const address = new URL(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)
  return () => {
    const thread = new Worker(address)
    const ended = new Promise<never>((_, reject) => {
      thread.on('error', reject)
      thread.on('messageerror', reject)
      thread.on('exit', (code) => {
        reject(new Error(`its thread ended with code ${code}`))
      })
    })
    return {
      endpoint: nodeEndpoint(thread),
      ended,
      terminate() {
        void thread.terminate()
      },
    }
  }
}

/** `thread.ts` and all that it imports as one text: threads know neither TypeScript nor Vite. */
async function bundle(): Promise<string> {
  const { build } = await import('vite')
  const built = await build({
    root,
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    plugins: [assembly()],
    ssr: { noExternal: true },
    build: { write: false, ssr: '/cli/thread.ts', target: 'node20', minify: false },
  })
  const { output } = [built].flat()[0] as { output: { type: string; code?: string }[] }
  const chunks = output.filter(({ type }) => type === 'chunk')
  const [chunk] = chunks
  if (chunks.length !== 1 || chunk?.code === undefined) throw new Error('The threads’ script is not one file.')
  return chunk.code
}

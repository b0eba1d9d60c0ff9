import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { freePort, run } from '../../../tools/script.mjs'
import { hasDesktop, parsePort } from '../../../tools/serve.mjs'
import { stages } from '../../../tools/stages.mjs'
import { groupStages, selectStages, summarize } from '../../../tools/test-run.mjs'

test('PORT is a port or an error', () => {
  expect(parsePort(undefined)).toBeUndefined()
  expect(parsePort('')).toBeUndefined()
  expect(parsePort('8080')).toBe(8080)
  expect(parsePort('0')).toBe(0)
  for (const text of ['http', '-1', '80.5', '65536', '0x50']) expect(() => parsePort(text), text).toThrow('PORT')
})

test('a browser is opened only where somebody sees it', () => {
  expect(hasDesktop({}, 'linux')).toBe(false)
  expect(hasDesktop({ DISPLAY: ':0' }, 'linux')).toBe(true)
  expect(hasDesktop({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
  expect(hasDesktop({}, 'darwin')).toBe(true)
  expect(hasDesktop({ CI: 'true' }, 'darwin')).toBe(false)
  expect(hasDesktop({ DISPLAY: ':10', SSH_CONNECTION: 'somewhere' }, 'linux')).toBe(false)
})

test('a free port can be listened on', async () => {
  const port = await freePort()
  const server = createServer()
  const listening = new Promise((resolve, reject) => {
    server.once('listening', resolve).once('error', reject).listen(port)
  })
  await expect(listening).resolves.toBeUndefined()
  server.close()
})

describe('running a command', () => {
  test('resolves to its exit status', async () => {
    expect(await run(process.execPath, ['-e', 'process.exit(3)'])).toBe(3)
  })

  test('ends one that takes longer than it may', async () => {
    expect(await run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { limitSeconds: 0.2 })).not.toBe(0)
  })

  test('hides NODE_ENV, which Vitest sets here', async () => {
    expect(process.env.NODE_ENV).toBeDefined()
    expect(await run(process.execPath, ['-e', 'process.exit(process.env.NODE_ENV === undefined ? 0 : 1)'])).toBe(0)
  })

  test('gives all output to who asks for it, and the status as ever', async () => {
    let output = ''
    const script = 'console.log("out"); console.error("err"); process.exit(3)'
    expect(await run(process.execPath, ['-e', script], { onOutput: (text) => (output += text) })).toBe(3)
    expect(output.split('\n').sort()).toEqual(['', 'err', 'out'])
  })
})

describe('the stages of a test run', () => {
  const names = (selected: { name: string }[]) => selected.map((stage) => stage.name)

  test('all of them without a choice', () => {
    expect(names(selectStages([]))).toEqual(names(stages))
  })

  test('those named, with what they need, in their order', () => {
    expect(names(selectStages(['e2e', 'types']))).toEqual(['types', 'build', 'e2e'])
  })

  test('an unknown one is an error that names the others', () => {
    expect(() => selectStages(['gpus'])).toThrow(/"gpus".*gpu/)
  })

  test('types and lint run beside the GPU tests, or alone where those are not asked for', () => {
    const groups = (...asked: string[]) => groupStages(selectStages(asked)).map(names)
    expect(groups()).toEqual([['unit'], ['gpu', 'types', 'lint'], ['build'], ['e2e']])
    expect(groups('types', 'unit', 'lint')).toEqual([['unit'], ['types'], ['lint']])
  })
})

describe('the end of a test run', () => {
  const lint = { name: 'lint', seconds: 4 }
  const unit = { name: 'unit', seconds: 2, tally: { passed: 120, failed: 0, other: 0 } }
  const e2e = { name: 'e2e', seconds: 2, tally: { passed: 8, failed: 0, other: 0 } }

  /** The last line, and whether the run was good. */
  const end = (...results: Parameters<typeof summarize>[0]) => {
    const { good, text } = summarize(results)
    return [good, text.split('\n').at(-1)]
  }

  test('sums the tests of all stages', () => {
    expect(end(lint, unit, e2e)).toEqual([true, '128 passed, 0 failed'])
    const failed = { ...e2e, tally: { passed: 6, failed: 2, other: 0 }, wrong: '2 failed' }
    expect(end(lint, unit, failed)).toEqual([false, '126 passed, 2 failed'])
  })

  test('never reads as good when a stage without tests failed or tests were skipped', () => {
    expect(end({ ...lint, wrong: 'status 1' }, unit)).toEqual([false, '120 passed, 1 failed'])
    expect(end(unit, { ...e2e, tally: { passed: 7, failed: 0, other: 1 }, wrong: 'skipped' })).toEqual([
      false,
      '127 passed, 1 failed',
    ])
  })

  test('says which stages failed and why', () => {
    const { text } = summarize([{ ...lint, wrong: 'npm run lint ended with status 1' }, unit])
    expect(text).toMatch(/FAILED {2}lint .* 4\.0 s {2}npm run lint ended with status 1/)
    expect(text).toContain('Failed: lint')
  })
})

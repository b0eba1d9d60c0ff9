import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseBenchArguments } from '../../../cli/bench'
import { BadArguments } from '../../../cli/arguments'
import { ENGINE_IDS } from '../../../src/benchmark/contestant'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pear-bench-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('without arguments everything is measured in a Chromium', () => {
  expect(parseBenchArguments([])).toEqual({
    out: resolve('bench.json'),
    quick: false,
    runtime: 'chromium',
    adapter: 'auto',
    engines: undefined,
  })
})

test('every option is understood', () => {
  const out = join(folder, 'b.json')
  const words = ['--quick', '--out', out, '--runtime=node', '--adapter', 'swiftshader', '--engines', 'fused,jax']
  expect(parseBenchArguments(words)).toEqual({
    out,
    quick: true,
    runtime: 'node',
    adapter: 'swiftshader',
    engines: ['fused', 'jax'],
  })
})

test('every engine can be named', () => {
  expect(parseBenchArguments(['--engines', ENGINE_IDS.join(',')]).engines).toEqual(ENGINE_IDS)
})

describe('mistakes are told in one line', () => {
  test.each([
    [['--fast'], /--fast/],
    [['quick'], /quick/],
    [['--out'], /--out/],
    [['--out', ''], /--out/],
    [['--out', tmpdir()], /must be a file/],
    [['--out', join(tmpdir(), 'pear-no-such-folder', 'b.json')], /no folder .*pear-no-such-folder/],
    [['--runtime', 'deno'], /--runtime is "deno".*chromium, node/],
    [['--adapter', 'best'], /--adapter is "best".*auto, default, swiftshader/],
    [['--engines', 'fused,torch'], /--engines is "torch"/],
    [['--engines', ''], /--engines is ""/],
  ])('%j', (words, message) => {
    let error: unknown
    try {
      parseBenchArguments(words)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(BadArguments)
    expect((error as Error).message).toMatch(message)
    expect((error as Error).message).not.toContain('\n')
  })
})

import { afterEach, expect, test, vi } from 'vitest'
import { filesBeside } from '../../../src/worker/baseFiles'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** Answers every request so; what was asked. */
function answering(response: () => Response): string[] {
  const asked: string[] = []
  vi.stubGlobal('fetch', (address: URL) => {
    asked.push(address.href)
    return Promise.resolve(response())
  })
  return asked
}

test('files are read beside the manifest, wherever the page lies', async () => {
  const asked = answering(() => new Response(new Uint8Array([1, 2])))
  const read = filesBeside(new URL('https://a.test/some/folder/bases/manifest.json'))
  expect(await read('smoke/seed-0.safetensors')).toEqual(new Uint8Array([1, 2]))
  expect(asked).toEqual(['https://a.test/some/folder/bases/smoke/seed-0.safetensors'])
})

test('what the server does not have is an error with its answer', async () => {
  answering(() => new Response('', { status: 404, statusText: 'Not Found' }))
  const read = filesBeside(new URL('https://a.test/bases/'))
  await expect(read('manifest.json')).rejects.toThrow('the server answered 404 Not Found')
})

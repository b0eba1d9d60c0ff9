import { expect, test } from 'vitest'
import type { PolicyEngine } from '../../../src/policy/engine'
import { EngineHolder } from '../../../src/worker/engineHolder'
import { defaultEngineSettings, type EngineChoice } from '../../../src/worker/engineSettings'
import type { OpenedEngine } from '../../../src/worker/openEngine'

const settings = (engine: EngineChoice) => ({ ...defaultEngineSettings, engine })

/** A holder of engines that do nothing, a log of what became of them, and ways to fail them. */
function holderOf() {
  const log: string[] = []
  const losses: (() => void)[] = []
  const refusals: Error[] = []
  const holder = new EngineHolder(({ engine: name }): Promise<OpenedEngine> => {
    log.push(`open ${name}`)
    const refusal = refusals.shift()
    if (refusal) return Promise.reject(refusal)
    const lost = new Promise<never>((_, reject) => {
      losses.push(() => {
        reject(new Error('lost'))
      })
    })
    const engine: Partial<PolicyEngine> = { name, lost, dispose: () => log.push(`dispose ${name}`) }
    return Promise.resolve({ engine: engine as PolicyEngine })
  })
  return { holder, log, losses, refusals }
}

test('one engine is open at a time, and stays open while the settings stay', async () => {
  const { holder, log } = holderOf()
  const first = await holder.get(settings('fused'))
  expect(await holder.get(settings('fused'))).toBe(first)
  await holder.get(settings('reference'))
  expect(log).toEqual(['open fused', 'dispose fused', 'open reference'])
})

test('settings that change while an engine is opened wait for it', async () => {
  const { holder, log } = holderOf()
  const answers = [holder.get(settings('fused')), holder.get(settings('reference')), holder.get(settings('cpu'))]
  expect((await Promise.all(answers)).map(({ engine }) => engine.name)).toEqual(['fused', 'reference', 'cpu'])
  expect(log).toEqual(['open fused', 'dispose fused', 'open reference', 'dispose reference', 'open cpu'])
})

test('an engine that could not be opened is opened anew, and does not hold up another', async () => {
  const { holder, log, refusals } = holderOf()
  refusals.push(new Error('first'), new Error('second'))
  await expect(holder.get(settings('fused'))).rejects.toThrow('first')
  await expect(holder.get(settings('fused'))).rejects.toThrow('second')
  expect((await holder.get(settings('cpu'))).engine.name).toBe('cpu')
  expect(log).toEqual(['open fused', 'open fused', 'open cpu'])
})

test('after its device is lost the next call gets a fresh engine', async () => {
  const { holder, losses } = holderOf()
  const { engine } = await holder.get(settings('fused'))
  losses[0]?.()
  await expect(engine.lost).rejects.toThrow('lost')
  expect((await holder.get(settings('fused'))).engine).not.toBe(engine)
})

test('a closed holder disposes its engine and opens it anew when asked', async () => {
  const { holder, log } = holderOf()
  await holder.get(settings('fused'))
  holder.close()
  holder.close()
  await holder.get(settings('fused'))
  expect(log).toEqual(['open fused', 'dispose fused', 'open fused'])
})

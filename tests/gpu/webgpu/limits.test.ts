import { expect, test } from 'vitest'
import { openFusedEngine } from '../../../src/policy/webgpu'
import { tuneVariants } from '../../../src/policy/webgpu/tune'
import { DEFAULT_VARIANTS, MEASURED_ROLLOUTS, TILES } from '../../../src/policy/webgpu/variants'
import { openOwnDevice, withSmallBuffers } from '../../helpers/webgpu/devices'

const insufficient = (message: string): unknown =>
  expect.objectContaining({
    name: 'DeviceError',
    problem: 'insufficient',
    message: expect.stringContaining(message) as unknown,
  })

test('a policy that no buffer of the device holds is refused', async () => {
  const engine = await openFusedEngine({}, withSmallBuffers(await openOwnDevice(), 50_000))
  const shape = { vocabulary: 8, dModel: 64, heads: 4, layers: 2, dFF: 64 }
  expect(() => engine.createPopulation(shape, [1])).toThrow(insufficient('Use a smaller model.'))
  await expect(engine.warmUp(shape)).rejects.toThrow(insufficient('Use a smaller model.'))
  engine.dispose()
})

test('a device without subgroups is offered no tile that exchanges, and refuses one that is forced', async () => {
  const open = await openOwnDevice()
  expect(open.device.features.has('subgroups')).toBe(false)
  const exchanging = TILES.find(({ exchange }) => exchange) ?? DEFAULT_VARIANTS.tile
  expect(exchanging.exchange).toBe(true)
  const forced = openFusedEngine({ variants: { ...DEFAULT_VARIANTS, tile: exchanging } }, open)
  await expect(forced).rejects.toThrow(insufficient('Choose another tile'))

  const other = await openOwnDevice()
  let ticks = 0
  const { tile, rollout } = await tuneVariants(other, () => ticks++)
  expect(TILES.filter(({ exchange }) => !exchange)).toContainEqual(tile)
  expect(MEASURED_ROLLOUTS).toContainEqual(rollout)
  other.close()
})

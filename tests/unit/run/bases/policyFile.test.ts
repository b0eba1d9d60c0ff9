import { expect, test } from 'vitest'
import { decodePolicy, encodePolicy } from '../../../../src/run/bases/policyFile'
import { decodeSafetensors, encodeSafetensors, type Tensor } from '../../../../src/run/bases/safetensors'

const shape = { vocabulary: 3, dModel: 2, heads: 1, layers: 1, dFF: 2 }
/** 3·2 + 2 + 2·6 + 2·2 + 2 + 2·2 + 2·2 + 2·2 + 2 */
const COUNT = 40
const parameters = Float32Array.from({ length: COUNT }, (_, i) => 0.1 * i - 2)

const bytes = encodePolicy(shape, parameters, { seed: '1' })

/** The file with other tensors. */
const changed = (change: (tensors: readonly Tensor[]) => readonly Tensor[]): Uint8Array =>
  encodeSafetensors({ tensors: change(decodeSafetensors(bytes).tensors), metadata: {} })

test('each parameter is a tensor with its name and shape, in the order of the flat vector', () => {
  const { tensors, metadata } = decodeSafetensors(bytes)
  expect(metadata).toEqual({ seed: '1' })
  expect(tensors.map(({ name, shape: own }) => `${name} ${own.join('x')}`)).toEqual([
    'embedding 3x2',
    'layer0.attnNorm 2',
    'layer0.wqkv 2x6',
    'layer0.wo 2x2',
    'layer0.mlpNorm 2',
    'layer0.wgate 2x2',
    'layer0.wup 2x2',
    'layer0.wdown 2x2',
    'finalNorm 2',
  ])
  expect(tensors.flatMap(({ data }) => [...data])).toEqual([...parameters])
  expect(tensors.find(({ name }) => name === 'layer0.attnNorm')?.data).toEqual(parameters.slice(6, 8))
})

test('parameters come back, in whatever order the file has them', () => {
  expect(decodePolicy(shape, bytes)).toEqual(parameters)
  expect(
    decodePolicy(
      shape,
      changed((tensors) => tensors.toReversed()),
    ),
  ).toEqual(parameters)
})

test('a file of another policy is refused', () => {
  expect(() => decodePolicy({ ...shape, dFF: 4 }, bytes)).toThrow(
    'tensor layer0.wgate has shape [2, 2]; the policy needs [2, 4]',
  )
  expect(() => decodePolicy({ ...shape, layers: 2 }, bytes)).toThrow('it has no tensor layer1.attnNorm')
  const more = changed((tensors) => [...tensors, { name: 'bias', shape: [1], data: new Float32Array(1) }])
  expect(() => decodePolicy(shape, more)).toThrow('it has a tensor bias, which the policy has not')
  const turned = changed((tensors) => tensors.map((own) => ({ ...own, shape: own.shape.toReversed() })))
  expect(() => decodePolicy(shape, turned)).toThrow('tensor embedding has shape [2, 3]; the policy needs [3, 2]')
})

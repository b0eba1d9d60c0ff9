import { expect, test } from 'vitest'
import { isSoftware } from '../../../src/policy/software'

test.each([
  ['fused (webgpu: google swiftshader)', true],
  ['reference (webgpu: mesa llvmpipe)', true],
  ['fused (webgpu: nvidia hopper)', false],
  ['fused (webgpu: apple metal-3)', false],
  ['processor (WebAssembly with SIMD)', false],
])('%s is software: %s', (name, expected) => {
  expect(isSoftware(name)).toBe(expected)
})

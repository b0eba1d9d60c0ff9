import { expect, test } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { freeName, memorableName } from '../../../src/ui/runs/library/names'

test('names are an adjective, an animal and a number, and no two are alike', () => {
  const names = new Set<string>()
  for (let i = 0; i < 500; i++) names.add(memorableName(createRng(i, 'test'), names))
  expect(names.size).toBe(500)
  for (const name of names) expect(name).toMatch(/^[a-z]+-[a-z]+-[1-9]\d?$/)
})

test('a name that is taken is not given again, though its stream would', () => {
  const first = memorableName(createRng(7, 'test'), [])
  expect(memorableName(createRng(7, 'test'), [])).toBe(first)
  expect(memorableName(createRng(7, 'test'), [first])).not.toBe(first)
})

test('a given name is kept where it is free, and numbered where it is not', () => {
  expect(freeName('mine', ['yours'])).toBe('mine')
  expect(freeName('mine', ['mine', 'mine (2)'])).toBe('mine (3)')
})

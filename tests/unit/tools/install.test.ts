import { describe, expect, test } from 'vitest'
import { missingPackages } from '../../../tools/install.mjs'
import { inRange } from '../../../tools/node-version.mjs'

describe('what is missing of the dependencies', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/one': { version: '1.0.0', integrity: 'a' },
      'node_modules/two': { version: '2.0.0', integrity: 'b' },
      'node_modules/elsewhere': { version: '3.0.0', integrity: 'c', optional: true },
    },
  }
  const one = { version: '1.0.0', integrity: 'a' }
  const two = { version: '2.0.0', integrity: 'b' }

  test.each([
    ['nothing installed', {}, ['node_modules/one', 'node_modules/two']],
    ['everything but what is for another platform', { 'node_modules/one': one, 'node_modules/two': two }, []],
    ['development tools left out', { 'node_modules/one': one }, ['node_modules/two']],
    [
      'another version',
      { 'node_modules/one': one, 'node_modules/two': { ...two, version: '2.0.1' } },
      ['node_modules/two'],
    ],
    [
      'other contents',
      { 'node_modules/one': { ...one, integrity: 'x' }, 'node_modules/two': two },
      ['node_modules/one'],
    ],
    [
      'another version of an optional package',
      { 'node_modules/one': one, 'node_modules/two': two, 'node_modules/elsewhere': { version: '2.9.0' } },
      ['node_modules/elsewhere'],
    ],
  ])('%s', (_name, packages, missing) => {
    expect(missingPackages(lock, { packages })).toEqual(missing)
  })
})

test.each([
  ['20.18.3', false],
  ['20.19.0', true],
  ['20.20.2', true],
  ['21.7.0', false],
  ['22.12.0', false],
  ['22.13.0', true],
  ['23.11.0', false],
  ['24.0.0', true],
  ['26.1.0', true],
])('Node %s is new enough: %s', (version, enough) => {
  expect(inRange(version, '^20.19.0 || ^22.13.0 || >=24.0.0')).toBe(enough)
})

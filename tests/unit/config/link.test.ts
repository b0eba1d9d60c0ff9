import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseConfig, type ExperimentConfig } from '../../../src/config/config'
import { decodeLink, encodeLink } from '../../../src/config/link'
import { defaultPreset, findPreset, presets } from '../../../src/config/presets'
import { getSetting, settingsOf, withSetting, type Setting } from '../../../src/config/settings'
import { gameIds } from '../../../src/games'

const valid = (config: unknown): ExperimentConfig => {
  const result = parseConfig(config)
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.config
}

/** Any value within a setting's own bounds. */
const valueOf = (setting: Setting): fc.Arbitrary<unknown> => {
  const { kind, minimum = 0, maximum = 1, options = [] } = setting
  if (kind === 'integer') return fc.integer({ min: minimum, max: maximum })
  if (kind === 'number') return fc.double({ min: minimum, max: maximum, noNaN: true }).map((x) => x + 0)
  if (kind === 'boolean') return fc.boolean()
  if (kind === 'choice') return fc.constantFrom(...options)
  return fc.subarray([...options], { minLength: 1 })
}

describe('round trips', () => {
  test.each(Object.keys(presets))('preset %s', (id) => {
    const { config } = presets[id] as (typeof presets)[string]
    expect(encodeLink(config)).toBe(`v=1&preset=${id}`)
    expect(decodeLink(`#${encodeLink(config)}`)).toEqual({ config, notices: [] })
  })

  test.each(gameIds)('any valid config of %s', (id) => {
    const settings = settingsOf(id)
    const changes = fc
      .subarray([...settings], { maxLength: 8 })
      .chain((chosen) => fc.tuple(...chosen.map((setting) => fc.tuple(fc.constant(setting.path), valueOf(setting)))))
    let tried = 0
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(presets)), changes, (preset, wanted) => {
        const start = valid({ ...(presets[preset] as (typeof presets)[string]).config, game: { id } })
        const result = parseConfig(wanted.reduce<object>((c, [path, value]) => withSetting(c, path, value), start))
        fc.pre('config' in result)
        tried++
        expect(decodeLink(encodeLink(result.config))).toEqual({ config: result.config, notices: [] })
      }),
      { numRuns: 300 },
    )
    expect(tried).toBeGreaterThan(0)
  })

  test('says only what differs from the preset', () => {
    const config = valid(withSetting(defaultPreset.config, 'pear.gamma', 0.9))
    expect(encodeLink(config)).toBe('v=1&preset=default&pear.gamma=0.9')
  })

  test('a list stays readable', () => {
    const config = valid({ ...defaultPreset.config, arms: ['sft', 'token'] })
    expect(encodeLink(config)).toBe('v=1&preset=default&arms=sft,token')
  })

  test('another game than the preset’s brings its own difficulty', () => {
    const { config, notices } = decodeLink('#v=1&preset=default&game.id=maze')
    expect(config).toEqual(valid({ ...defaultPreset.config, game: { id: 'maze' } }))
    expect(notices).toEqual([])
  })
})

describe('problems', () => {
  test.each([
    ['v=2&preset=default&pear.gamma=0.9', /newer/],
    ['v=one', /not a version/],
    ['preset=nowhere', /no preset “nowhere”/],
    ['game.id=chess', /no game “chess”/],
    ['pear.delta=1', /no setting “pear.delta”/],
    ['__proto__.polluted=1', /no setting/],
    ['constructor=1', /no setting/],
    ['pear.gamma=2', /pear.gamma: “2” was refused/],
    ['pear.gamma=fast', /“fast” is not a number/],
    ['pear.gamma=', /“” is not a number/],
    ['pear.gamma=0x1', /is not a number/],
    ['sft.steps=1e999', /sft.steps/],
    ['sft.steps=2.5', /sft.steps/],
    ['data.onlyCorrect=yes', /true or false/],
    ['arms=', /arms: “” was refused/],
    ['arms=sft,sft', /arms: “sft,sft” was refused/],
    ['arms=sft,gepa', /arms: “sft,gepa” was refused/],
    ['rl.scale=huge', /rl.scale: “huge” was refused/],
    ['evaluation.k=100', /evaluation.k: “100” was refused/],
    ['model.heads=5', /model.heads/],
    ['pear.gamma', /could not be read/],
    ['pear.gamma=%E0%A4%A', /could not be read/],
    ['pear.gamma=0.9&pear.gamma=0.8', /given twice/],
  ])('%s', (hash, expected) => {
    const { config, notices } = decodeLink(hash)
    expect(notices.join('\n')).toMatch(expected)
    expect(parseConfig(config)).toEqual({ config })
  })

  test('what is valid is kept beside what is not', () => {
    const { config, notices } = decodeLink('#v=7&preset=smoke&pear.gamma=0.9&sft.steps=-4&colour=red')
    expect(config.preset).toBe('smoke')
    expect(config.pear.gamma).toBe(0.9)
    expect(config.sft.steps).toBe(findPreset('smoke')?.config.sft.steps)
    expect(notices).toHaveLength(3)
  })

  test('an empty hash is the default preset', () => {
    expect(decodeLink('')).toEqual({ config: defaultPreset.config, notices: [] })
    expect(decodeLink('#')).toEqual({ config: defaultPreset.config, notices: [] })
  })

  test('a huge link is not read', () => {
    expect(decodeLink(`#${'a=1&'.repeat(10_000)}`).notices.join()).toMatch(/longer/)
  })
})

test('no text whatever throws, and what comes out is valid', () => {
  const paths = gameIds.flatMap((id) => settingsOf(id).map(({ path }) => path))
  const key = fc.oneof(fc.constantFrom('v', 'preset', 'game.id', 'arms', ...paths), fc.string())
  const value = fc.oneof(
    fc.constantFrom('', 'NaN', 'Infinity', '-1', '1e308', 'true', 'maze', 'smoke', 'sft', '__proto__', '%', '%ff'),
    fc.string({ unit: 'binary' }),
    fc.double().map(String),
  )
  const link = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.tuple(key, value)).map((pairs) => `#${pairs.map(([k, v]) => `${k}=${v}`).join('&')}`),
  )
  fc.assert(
    fc.property(link, (text) => {
      const { config } = decodeLink(text)
      expect(parseConfig(config)).toEqual({ config })
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    }),
    { numRuns: 3000 },
  )
})

test('every setting can be read back', () => {
  for (const id of gameIds) {
    const config = valid({ ...defaultPreset.config, game: { id } })
    const settings = settingsOf(id)
    expect(settings.length).toBeGreaterThan(40)
    for (const { path, title } of settings) {
      expect(getSetting(config, path), path).toBeDefined()
      expect(title, path).not.toBe(path)
    }
  }
})

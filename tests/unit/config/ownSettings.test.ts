import { describe, expect, test } from 'vitest'
import { type ArmId, armTitle, isArmId, kindOf, nextArmId, sortArms } from '../../../src/config/armId'
import { armKinds } from '../../../src/config/methods'
import { sftTraining } from '../../../src/config/armTraining'
import { parseConfig, type ExperimentConfig } from '../../../src/config/config'
import { decodeLink, encodeLink } from '../../../src/config/link'
import { hasPearWeights } from '../../../src/config/methods'
import { everyArm } from '../../helpers/tinyRun'
import { defaultPreset, presets } from '../../../src/config/presets'

const withOwn = (own: object, arms: readonly string[] = ['none', 'sft', 'token', 'token-2']) =>
  parseConfig({ ...defaultPreset.config, arms, own })

const valid = (own: object): ExperimentConfig => {
  const result = withOwn(own)
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.config
}

const problem = (own: object, arms?: readonly string[]): string => {
  const result = withOwn(own, arms)
  return 'problems' in result ? result.problems.map(({ path, message }) => `${path}: ${message}`).join(' ') : 'none'
}

describe('names of arms', () => {
  test.each(['token', 'token-2', 'sequence-99'])('%s names an arm', (id) => {
    expect(isArmId(id)).toBe(true)
  })

  test.each(['token-1', 'token-0', 'token--2', 'token-02', 'token-100', 'tokens', '', 'token-2-3', 'base'])(
    '%j names none',
    (id) => {
      expect(isArmId(id)).toBe(false)
      expect(problem({}, ['sft', id])).toContain('arms.1')
    },
  )

  test('are sorted by kind, then number', () => {
    const mixed: ArmId[] = ['sequence', 'token-10', 'none', 'token-2', 'token', 'sft']
    expect(sortArms(mixed)).toEqual(['none', 'sft', 'token', 'token-2', 'token-10', 'sequence'])
  })

  test('the next one is the first that is free', () => {
    expect(nextArmId('block', ['token', 'sft'])).toBe('block')
    expect(nextArmId('token', ['token', 'token-3'])).toBe('token-2')
    const all: ArmId[] = ['sft', ...Array.from({ length: 98 }, (_, i): ArmId => `sft-${i + 2}`)]
    expect(nextArmId('sft', all)).toBeUndefined()
  })

  test('are titled by kind and number, or as they were called', () => {
    expect(armTitle('token')).toBe('PEAR (token)')
    expect(armTitle('token-2')).toBe('PEAR (token) 2')
    expect(armTitle('token-2', { 'token-2': { name: 'Wide clips' } })).toBe('Wide clips')
  })
})

describe('an arm’s own weighting', () => {
  test('is what it is trained with, and nobody else', () => {
    const config = valid({ 'token-2': { gamma: 0.5, deltaMax: 3, normalise: true } })
    const weighting = (arm: ArmId) => sftTraining(arm, config)?.objective
    expect(weighting('token-2')).toMatchObject({
      weighting: { settings: { gamma: 0.5, clipDelta: [config.pear.deltaMin, 3] }, normalise: true },
    })
    expect(weighting('token')).toEqual(sftTraining('token', defaultPreset.config)?.objective)
  })

  test('can take negatives where the others do not', () => {
    const config = valid({ 'token-2': { negatives: 0.5 } })
    expect(sftTraining('token-2', config)?.negatives?.lambda).toBe(0.5)
    expect(sftTraining('token', config)?.negatives).toBeUndefined()
  })

  test.each(everyArm)('the second of the kind of %s trains as the first does', (first) => {
    const second = `${kindOf(first)}-2` as const
    expect(kindOf(second)).toBe(kindOf(first))
    const config = valid({ 'formula-1': { formula: 'p' }, 'formula-2': { formula: 'p' } })
    expect(sftTraining(second, config)).toEqual(sftTraining(first, config))
  })

  test('is refused where it says nothing or too much', () => {
    expect(problem({ sft: { gamma: 0.9 } })).toContain('own.sft.gamma: SFT has no PEAR weights')
    expect(problem({ 'token-2': { gamma: 2 } })).toContain('own.token-2.gamma')
    expect(problem({ 'token-2': { name: ' ' } })).toContain('own.token-2.name')
    expect(problem({ 'token-2': { name: 'x'.repeat(41) } })).toContain('own.token-2.name')
    expect(problem({ 'token-2': { rate: 1 } })).toContain('own.token-2.rate')
    expect(problem({ nobody: { name: 'Nobody' } })).not.toBe('none')
    expect(problem({ sft: { name: 'Plain' } })).toBe('none')
  })

  test('belongs to the arms that have ratios', () => {
    expect(armKinds.filter((kind) => !hasPearWeights(kind))).toEqual([
      'none',
      'sft',
      'early',
      'dft',
      'power',
      'chord',
      'eaft',
      'iw',
      'tail',
    ])
  })
})

describe('links', () => {
  test('carry what arms have of their own, and give it back', () => {
    const config = valid({
      'token-2': { gamma: 0.9, name: 'A & B, 50 %' },
      token: { ratio: 'initial', normalise: true },
    })
    const link = encodeLink(config)
    expect(link).toContain('own.token-2.gamma=0.9')
    expect(decodeLink(link)).toEqual({ config, notices: [] })
  })

  test('say what was wrong with one, and keep the rest', () => {
    const { config, notices } = decodeLink('preset=default&own.token.gamma=7&own.token.block=3&own.nobody.gamma=0.9')
    expect(config.own).toEqual({ token: { block: 3 } })
    expect(notices).toHaveLength(2)
    expect(notices.join(' ')).toContain('own.token.gamma')
    expect(notices.join(' ')).toContain('own.nobody.gamma')
  })

  test('no preset has any, so that a link can take all of them away', () => {
    for (const { config } of Object.values(presets)) expect(config.own).toBeUndefined()
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import katex from 'katex'
import { describe, expect, test } from 'vitest'
import { compiled, formulaOf } from '../../../src/config/armTraining'
import { armKinds } from '../../../src/config/methods'
import { decodeLink, encodeLink } from '../../../src/config/link'
import { defaultPreset, presets } from '../../../src/config/presets'
import { typeset } from '../../../src/ui/formula/typeset'
import { cards } from '../../../src/ui/guide/PresetCards'
import { formulas, symbols } from '../../../src/ui/guide/formulas'
import { highest, lowest, shownBy } from '../../../src/ui/guide/method/claims'
import { sections } from '../../../src/ui/guide/MethodView'
import { glossary, searchGlossary, type TermId, termIds } from '../../../src/ui/guide/terms'
import { tourOffered } from '../../../src/ui/guide/tour/TourOffer'
import { tourSteps } from '../../../src/ui/guide/tour/steps'

const all = Object.entries({ ...formulas, ...symbols })

/** The text of every source file below src/ui. */
const sources = readdirSync('src/ui', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx'))
  .map((file) => readFileSync(join('src/ui', file), 'utf8'))

describe('formulas', () => {
  test.each(all)('%s is TeX that KaTeX accepts at its strictest', (_, { tex }) => {
    expect(() => katex.renderToString(tex, { strict: 'error', throwOnError: true })).not.toThrow()
  })

  test.each(all)('%s reads in plain characters as it does in TeX', (_, { tex, label }) => {
    expect(label).not.toContain('\\')
    // Subscripts and Greek letters are the same in both: whoever changes one changes the other.
    const greek = { '\\delta': 'δ', '\\gamma': 'γ', '\\rho': 'ρ', '\\lambda': 'λ', '\\sigma': 'σ', '\\varepsilon': 'ε' }
    for (const [command, letter] of Object.entries(greek)) expect(label.includes(letter)).toBe(tex.includes(command))
  })

  test.each(armKinds)('KaTeX accepts the formula of the method %s at its strictest', (kind) => {
    const formula = kind === 'formula' ? '1' : formulaOf(kind, defaultPreset.config)
    // No SFT has none.
    expect(formula === undefined).toBe(kind === 'none')
    expect(() => katex.renderToString(compiled(formula ?? '1').tex, { strict: 'error' })).not.toThrow()
  })

  test('are typeset with MathML, and a mistake is told and not thrown', () => {
    expect(typeset('x^2', false)).toEqual({ html: expect.stringContaining('<math') as string })
    expect(typeset('\\frac{1', true)).toEqual({ problem: expect.stringMatching(/KaTeX parse error/) as string })
  })
})

describe('the glossary', () => {
  test('has every term that the page links to', () => {
    const linked = sources.flatMap((text) => [...text.matchAll(/<Term id="([^"]+)"/g)].map(([, id]) => id))
    expect(linked.length).toBeGreaterThan(30)
    expect(linked.filter((id) => !Object.hasOwn(glossary, id ?? ''))).toEqual([])
  })

  test('is in the alphabet’s order, each term once, in at most two sentences', () => {
    const names = termIds.map((id) => glossary[id].term.toLowerCase())
    expect(names.length).toBeGreaterThanOrEqual(35)
    expect([...new Set(names)]).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')))
    for (const id of termIds) {
      const text = glossary[id].text.replaceAll('arXiv:', '').replace('Dr. GRPO', '')
      expect(text.match(/[.?]( |$)/g)?.length, id).toBeLessThanOrEqual(2)
      expect(text, id).toMatch(/[.?]$/)
    }
  })

  test.each<[string, TermId]>([
    ['roll', 'rollout'],
    ['ESS', 'effective-sample-size'],
    ['behavior', 'behaviour-policy'],
    ['  PASS@K ', 'pass-at-k'],
    ['teacher', 'behaviour-policy'],
  ])('a search for “%s” finds %s first', (query, id) => {
    expect(searchGlossary(query)[0]).toBe(id)
  })

  test('a search looks at the text too, and wants every word', () => {
    expect(searchGlossary('temperature accepts')).toEqual(['pass-at-1'])
    expect(searchGlossary('')).toEqual(termIds)
    expect(searchGlossary('xylophone')).toEqual([])
  })
})

describe('the Method page', () => {
  test('has parts with ids and headings of their own', () => {
    expect(new Set(sections.map(({ id }) => id)).size).toBe(sections.length)
    expect(new Set(sections.map(({ title }) => title)).size).toBe(sections.length)
  })

  test('claims a difference only where the interval leaves out 0', () => {
    expect(shownBy({ mean: 0.2, low: 0.1, high: 0.3 })).toBe('above SFT')
    expect(shownBy({ mean: -0.2, low: -0.3, high: -0.1 })).toBe('below SFT')
    expect(shownBy({ mean: 0.2, low: 0, high: 0.4 })).toBe('not shown')
    expect(shownBy(undefined)).toBeUndefined()
  })

  test('names the arms with the least and the greatest mean', () => {
    const arm = (id: 'sft' | 'token' | 'none', nll: number, postRl: number) => ({
      arm: id,
      heldOutNll: { mean: nll, standardError: 0.1 },
      postSft: { mean: 0, standardError: 0 },
      postRl: { mean: postRl, standardError: 0.1 },
    })
    const confirmation = {
      settings: '',
      seeds: [1, 2],
      arms: [arm('token', 2, 5), arm('sft', 1, 4), arm('none', 3, 9)],
    }
    expect(lowest(confirmation, 'heldOutNll')?.arm).toBe('sft')
    expect(highest(confirmation, 'postRl')?.arm).toBe('none')
  })
})

describe('cards', () => {
  test('show each preset once, by a link that gives its very config', () => {
    const ids = cards.map(({ preset }) => preset.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { preset } of cards) {
      expect(decodeLink(`#${encodeLink(preset.config)}`)).toEqual({ config: preset.config, notices: [] })
      expect(presets[preset.id]).toBe(preset)
    }
  })
})

describe('the tour', () => {
  test('has five steps, whose figures are those of the confirmation', () => {
    const steps = tourSteps(defaultPreset.confirmation)
    expect(steps).toHaveLength(5)
    const text = steps.flatMap((step) => step.text).join(' ')
    for (const arm of ['none', 'sft', 'token']) {
      const found = defaultPreset.confirmation?.arms.find((outcome) => outcome.arm === arm)
      expect(text).toContain(found?.postRl.mean.toFixed(2))
    }
  })

  test('says no figure where there is no confirmation', () => {
    const text = tourSteps(undefined).flatMap((step) => step.text)
    expect(text.filter((paragraph) => /\d\.\d/.test(paragraph))).toEqual([])
  })

  test('is offered to a browser once, and not at all where nothing can be kept', () => {
    const kept = new Map<string, string>()
    const storage = () => ({
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    })
    expect(tourOffered(storage).read()).toBe(false)
    tourOffered(storage).keep(true)
    expect(tourOffered(storage).read()).toBe(true)
    const refused = (): never => {
      throw new Error('Storage is refused.')
    }
    expect(tourOffered(refused).read()).toBe(true)
  })
})

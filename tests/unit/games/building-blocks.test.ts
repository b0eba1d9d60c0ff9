import { describe, expect, it } from 'vitest'
import { remembering, STOP, stepwise, type Step } from '../../../src/games/authors'
import { firstOf } from '../../../src/games/game'
import { counted, listed, quote, Reader } from '../../../src/games/response'
import { createTokenizer } from '../../../src/games/task'

describe('stepwise', () => {
  /** Writes `ab` or `ac`, three times to one, as often as the puzzle says. */
  const author = stepwise<{ times: number }, number>(
    ({ times }) => times,
    (_, left): readonly Step<number>[] =>
      left === 0
        ? [STOP]
        : [
            { text: 'ab', weight: 3, next: left - 1 },
            { text: 'ac', weight: 1, next: left - 1 },
          ],
  )

  it('gives the next token within a step and between steps', () => {
    expect(author({ times: 1 }, '')).toEqual([['a', 1]])
    expect(author({ times: 1 }, 'a')).toEqual([
      ['b', 0.75],
      ['c', 0.25],
    ])
    expect(author({ times: 1 }, 'ac')).toEqual([['.', 1]])
    expect(author({ times: 1 }, 'ac.')).toEqual([])
    expect(author({ times: 1 }, 'ax')).toEqual([])
  })

  it('does not depend on what was asked before', () => {
    const [once, twice] = [{ times: 1 }, { times: 2 }]
    expect(author(twice, 'abac')).toEqual([['.', 1]])
    expect(author(once, 'ab')).toEqual([['.', 1]])
    expect(author(twice, 'ab')).toEqual([['a', 1]])
    expect(author(twice, '')).toEqual([['a', 1]])
    expect(author(twice, 'aca')).toHaveLength(2)
  })
})

describe('remembering', () => {
  it('computes a key again only after others have taken its place', () => {
    const computed: number[] = []
    const square = remembering((n: number) => {
      computed.push(n)
      return n * n
    }, 2)
    expect([2, 2, 3, 2, 4, 3, 2].map(square)).toEqual([4, 4, 9, 4, 16, 9, 4])
    expect(computed).toEqual([2, 3, 4, 2])
  })
})

describe('firstOf', () => {
  it('tries as often as it may, and then says why not', () => {
    const outcomes = [undefined, undefined, 'third', 'fourth']
    expect(firstOf(5, () => outcomes.shift(), 'none')).toBe('third')
    const left: (string | undefined)[] = new Array<undefined>(9)
    expect(() => firstOf(5, () => left.pop(), 'There is none.')).toThrow(new RangeError('There is none.'))
    expect(left).toHaveLength(4)
  })
})

describe('Reader', () => {
  it('reads from left to right and gives nothing at the end', () => {
    const reader = new Reader('12a')
    expect([reader.oneOf('a'), reader.run('0123456789', 3), reader.peek()]).toEqual(['', '12', 'a'])
    expect([reader.oneOf('a'), reader.oneOf('a'), reader.peek(), reader.next(), reader.run('a', 2)]).toEqual([
      'a',
      '',
      '',
      '',
      '',
    ])
  })
})

describe('sentences', () => {
  it('list, count and quote', () => {
    expect([listed([]), listed([4]), listed([4, 3]), listed([4, 3, 1])]).toEqual(['', '4', '4 and 3', '4, 3 and 1'])
    expect([counted(1, 'move'), counted(2, 'move')]).toEqual(['1 move', '2 moves'])
    expect([quote('a'), quote('١'), quote('\n'), quote('\u200b')]).toEqual(["'a'", "'١' (U+0661)", 'U+000A', 'U+200B'])
  })
})

describe('createTokenizer', () => {
  const tokenizer = createTokenizer('ab.')

  it('goes there and back, one token a character', () => {
    expect(tokenizer.size).toBe(3)
    expect(tokenizer.encode('ba.')).toEqual([1, 0, 2])
    expect(tokenizer.decode([1, 0, 2])).toBe('ba.')
  })

  it('names what it does not know', () => {
    expect(() => tokenizer.encode('ax')).toThrow("The character 'x' is not in the alphabet 'ab.'.")
    expect(() => tokenizer.decode([3])).toThrow('There is no token 3 in an alphabet of 3.')
    expect(() => createTokenizer('aba')).toThrow(RangeError)
  })
})

import { exp } from '../../core/elementary'
import { blockEnd } from '../weights'
import type { Operation, Reading } from './operation'
import { piece, PREFIX, type Tex } from './tex'
import { type ConstantName, ofResponses, ofTokens, type Shape, type World } from './values'

/** A name that means something without the formula saying so. */
export interface Variable extends Operation {
  name: string
  meaning: string
}

type Evaluate = (world: World) => Float64Array

function variable(
  name: string,
  meaning: string,
  shape: Shape,
  tex: Tex,
  evaluate: Evaluate,
  ...reads: Reading[]
): Variable {
  return { name, meaning, shape: () => shape, tex: () => tex, evaluate: (_, world) => evaluate(world), reads }
}

function policy(field: 'lp' | 'lp0' | 'lpb', probability: string, symbol: string, whose: string): Variable[] {
  const tex = String.raw`\pi_${symbol}(y_{@})`
  return [
    variable(
      field,
      `log-probability of the token under ${whose}`,
      'token',
      piece(String.raw`\log${tex}`, PREFIX),
      (world) => world.field(field),
      field,
    ),
    variable(
      probability,
      `probability of the token under ${whose}`,
      'token',
      piece(tex),
      (world) => world.field(field).map(exp),
      field,
    ),
  ]
}

const constant = (name: ConstantName, meaning: string, tex: string): Variable =>
  variable(name, meaning, 'batch', piece(tex), ({ constants }) => Float64Array.of(constants[name]), name)

const table: readonly Variable[] = [
  ...policy('lp', 'p', String.raw`\theta`, 'the policy in training, now'),
  ...policy('lp0', 'p0', '0', 'the base policy, where SFT began'),
  ...policy('lpb', 'pb', String.raw`\beta`, 'the behaviour policy, which wrote the response'),
  variable(
    'H',
    'entropy of the policy in training at the token, in nats',
    'token',
    piece('H_{@}'),
    (world) => world.field('H'),
    'H',
  ),
  variable('t', 'place of the token in its response, from 1', 'token', piece('@'), ({ layout }) =>
    ofTokens(layout, (into, start, end) => {
      for (let i = start; i < end; i++) into[i] = i - start + 1
    }),
  ),
  variable('T', 'tokens of the response', 'response', piece('T'), ({ layout }) =>
    ofResponses(layout, (start, end) => end - start),
  ),
  variable('V', 'size of the vocabulary', 'batch', piece('V'), ({ vocabulary }) => Float64Array.of(vocabulary), 'V'),
  variable(
    'blockEnd',
    'place of the last token of the token’s block, from 1',
    'token',
    piece('e_{k(@)}'),
    ({ layout, constants: { block } }) =>
      ofTokens(layout, (into, start, end) => {
        for (let i = start; i < end; i++) into[i] = blockEnd(i - start, block, end - start) + 1
      }),
    'block',
  ),
  constant('gamma', 'discount a token, γ', String.raw`\gamma`),
  constant('block', 'tokens a block, B', 'B'),
  constant('dmin', 'lower bound of a log ratio, δ_min', String.raw`\delta_{\min}`),
  constant('dmax', 'upper bound of a log ratio, δ_max', String.raw`\delta_{\max}`),
  constant('gmin', 'lower bound of log G, g_min', String.raw`g_{\min}`),
  constant('gmax', 'upper bound of log G, g_max', String.raw`g_{\max}`),
]

export const variables: ReadonlyMap<string, Variable> = new Map(table.map((entry) => [entry.name, entry]))

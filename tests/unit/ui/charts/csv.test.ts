import { expect, test } from 'vitest'
import { csvOf } from '../../../../src/results/csv'
import { fileName } from '../../../../src/ui/parts/download'
import { point } from '../../../helpers/points'
import { chartRun } from './runs'

const points = [
  point('sft', 0, 'sft', 7, { passAt1: 0.25 }),
  point('sft', 1, 'sft', 7, { loss: 3.5, gradNorm: 1e-7, tokens: 120, seconds: 0.5 }),
  point('sft', 1, 'sft', 7, { passAt1: 0.5 }),
  point('rl', 1, 'none', 7, { reward: 0 }),
]

test('the CSV has every value as it was reported, with tokens and seconds where they are known', () => {
  const lines = csvOf([{ ...chartRun(points, [7]), name: 'calm-otter-12' }]).split('\r\n')
  expect(lines).toEqual([
    'run,stage,step,arm,seed,metric,value,tokens,seconds,source',
    'calm-otter-12,sft,0,sft,7,passAt1,0.25,0,0,evaluation',
    'calm-otter-12,sft,1,sft,7,loss,3.5,120,0.5,train',
    'calm-otter-12,sft,1,sft,7,gradNorm,1e-7,120,0.5,train',
    'calm-otter-12,sft,1,sft,7,passAt1,0.5,120,0.5,evaluation',
    'calm-otter-12,rl,1,none,7,reward,0,,,train',
    '',
  ])
})

test('a name with a comma, a quote or a line break stays one cell', () => {
  const [, first] = csvOf([{ ...chartRun(points.slice(0, 1), [7]), name: 'a, "b"' }]).split('\r\n')
  expect(first).toBe('"a, ""b""",sft,0,sft,7,passAt1,0.25,0,0,evaluation')
})

test('a file is named by words', () => {
  expect(fileName(['calm-otter-12', 'Held-out pass@1'], 'svg')).toBe('calm-otter-12-held-out-pass-1.svg')
})

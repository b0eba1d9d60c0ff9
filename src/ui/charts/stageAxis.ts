import { compact } from '../format'
import type { Axis } from './kit/Chart'
import type { AxisUnit } from '../../results/series'
import type { ChartStage } from '../../results/series'

/** A stage's part of the axis; parts follow each other. */
export interface Segment {
  stage: ChartStage
  /** Where it starts on the axis. */
  start: number
  length: number
}

export interface AxisTick {
  at: number
  label: string
}

/** The parts of an axis, one after the other. */
export function segmentsOf(lengths: readonly { stage: ChartStage; length: number }[]): Segment[] {
  let start = 0
  return lengths.map(({ stage, length }) => {
    const segment = { stage, start, length }
    start += length
    return segment
  })
}

/** A round step (1, 2 or 5 times a power of ten, whole) that divides `length` into at most `most` parts. */
export function tickStep(length: number, most: number): number {
  const rough = Math.max(1, length / most)
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough) ?? 10
  return Math.max(1, factor * power)
}

/**
 * Where the axis is labelled: at round values of each part, and at each part's end, where the next one starts from 0
 * (`60 | 0`). What stands too close to an end gives way to it, and the end of a part that is hardly wider than its label
 * to the start of it.
 */
export function axisTicks(segments: readonly Segment[], unit: AxisUnit = 'steps', most = 6): AxisTick[] {
  const total = segments.reduce((sum, { length }) => sum + length, 0)
  const step = tickStep(total, most)
  const name = (value: number): string => (unit === 'steps' ? String(value) : shortCount(value))
  return segments.flatMap(({ start, length }, i): AxisTick[] => {
    const last = i === segments.length - 1
    const rounds = Array.from({ length: Math.floor(length / step) + 1 }, (_, n) => n * step)
      .filter((value) => length - value >= step * 0.6 && (value > 0 || i === 0))
      .map((value) => ({ at: start + value, label: name(value) }))
    const isNarrow = last && i > 0 && length < step * 0.4
    if (isNarrow) return rounds
    return [...rounds, { at: start + length, label: last ? name(length) : `${name(length)} | 0` }]
  })
}

/** The horizontal axis of stages that follow each other, with at most about `most` ticks. */
export function stageAxis(segments: readonly Segment[], unit: AxisUnit, most: number, name?: string): Axis {
  const total = segments.reduce((sum, { length }) => sum + length, 0)
  const ticks = axisTicks(segments, unit, Math.max(2, Math.floor(most)))
  const labels = new Map(ticks.map(({ at, label }) => [at, label]))
  return {
    scale: { kind: 'linear', domain: [0, Math.max(total, Number.MIN_VALUE)], ticks: ticks.map(({ at }) => at) },
    format: (at) => labels.get(at) ?? '',
    line: true,
    ...(name !== undefined && { name }),
  }
}

const SIZES = [
  { from: 1e9, sign: 'G' },
  { from: 1e6, sign: 'M' },
  { from: 1e4, divisor: 1e3, sign: 'k' },
] as const

/** A count in few characters: `980`, `12.5k`, `3.2M`. */
export function shortCount(value: number): string {
  const size = SIZES.find(({ from }) => value >= from)
  if (!size) return value >= 1000 ? String(Math.round(value)) : compact(value)
  return `${compact(value / ('divisor' in size ? size.divisor : size.from))}${size.sign}`
}

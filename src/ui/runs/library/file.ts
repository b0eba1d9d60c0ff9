import { z } from 'zod'
import type { PointEvent } from '../../../results/events'
import { resultsFileText } from '../../../results/file'
import type { RunResults } from '../../../results/results'
import { type Manifest, parseResultsFile, type ResultsFile, resultsOf } from '../../../results/file'

/** A run as a file has it: the results file of a headless run, with what a visitor wrote about it. */
export interface FiledRun {
  name?: string
  notes: string
  manifest: Manifest
  results: RunResults
}

/** The text of a run’s file; a run that has not ended is one that was stopped there. Throws for results without a config. */
export function runFileText({ name, notes, manifest, results }: FiledRun): string {
  const { config, seeds, points, notices, offline } = results
  if (!config) throw new Error('A run without a config cannot be written down.')
  const file: ResultsFile = {
    ...(name !== undefined && { name }),
    notes,
    ...endOf(results, manifest),
    format: 'pear-playground-results',
    version: 1,
    manifest,
    config,
    seeds: [...seeds],
    notices: [...notices],
    points: Array.from(points, withFiniteValues),
    samples: results.samples.filter(allFinite),
    ...(offline && { offline, scored: results.scored.filter(allFinite) }),
  }
  return resultsFileText(file)
}

/** What a file holds, or a sentence that says why it holds no run. */
export function readRunFile(text: string): { run: FiledRun } | { problem: string } {
  const read = parseResultsFile(text)
  if ('problem' in read) return { problem: `${read.problem.charAt(0).toUpperCase()}${read.problem.slice(1)}.` }
  const { name, notes = '', manifest } = read.file
  return { run: { ...(name !== undefined && { name }), notes, manifest, results: resultsOf(read.file) } }
}

/** The file’s text with another name and notes, which may have changed since it was written. */
export function renamedFile(text: string, { name, notes }: { name: string; notes: string }): string {
  return `${JSON.stringify({ ...z.looseObject({}).parse(JSON.parse(text)), name, notes })}\n`
}

/** JSON has no infinities, and no chart draws them. */
function withFiniteValues(point: PointEvent): PointEvent {
  const given = Object.entries(point.values)
  if (given.every(([, value]) => Number.isFinite(value))) return point
  return { ...point, values: Object.fromEntries(given.filter(([, value]) => Number.isFinite(value))) }
}

/** Whether JSON can hold every number in it. What is not finite comes of a policy that is broken. */
function allFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value !== 'object' || value === null || Object.values(value).every(allFinite)
}

function endOf({ end }: RunResults, { seconds }: Manifest): Pick<ResultsFile, 'end'> {
  if (end?.kind === 'finished') return {}
  if (end?.kind === 'failed') return { end: { kind: 'failed', message: end.message } }
  return { end: { kind: 'stopped', seconds } }
}

/** What a manifest says of the browser; pages are not told which processor they run on. */
export function pageMachine(userAgent: string, cores: number): Pick<Manifest, 'runtime' | 'machine'> {
  const [, system = 'unknown system'] = /\(([^)]*)\)/.exec(userAgent) ?? []
  return {
    runtime: browserOf(userAgent),
    machine: { processor: 'unknown processor', cores: Math.max(1, cores), system },
  }
}

/** The browser and its version. Most name others before themselves, so the telling words come first here. */
function browserOf(userAgent: string): string {
  for (const [word, title] of [
    ['Edg', 'Edge'],
    ['OPR', 'Opera'],
    ['Firefox', 'Firefox'],
    ['Chrome', 'Chrome'],
    ['Version', 'Safari'],
  ] as const) {
    const [, version] = new RegExp(`${word}/(\\d+)`).exec(userAgent) ?? []
    if (version !== undefined) return `${title} ${version}`
  }
  return 'unknown browser'
}

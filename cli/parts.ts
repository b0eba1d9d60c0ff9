import type { ExperimentConfig } from '../src/config/config'
import type { RunResults } from '../src/results/results'
import { type Manifest, type ResultsFile, shownOf } from '../src/results/file'
import { machine } from './files'

/** Some seeds of an experiment that trained together. */
export interface Part {
  /** The experiment with all its seeds. */
  config: ExperimentConfig
  results: RunResults
}

/**
 * The file of an experiment with one part more. Responses and examples are those of the experiment's first seed, which the first part
 * brings.
 *
 * @param manifest of all parts
 */
export function withPart(file: ResultsFile | undefined, { config, results }: Part, manifest: Manifest): ResultsFile {
  const { seeds, points, notices } = results
  const { samples, offline, scored } = file ?? shownOf(results)
  return {
    format: 'pear-playground-results',
    version: 1,
    manifest,
    config,
    seeds: [...(file?.seeds ?? []), ...seeds],
    notices: [...new Set([...(file?.notices ?? []), ...notices])],
    points: [...(file?.points ?? []), ...points],
    ...(samples && { samples }),
    ...(offline && { offline }),
    ...(scored && { scored }),
  }
}

/**
 * Where and when all parts were made.
 *
 * @param file what there was before the part that was trained last
 * @param seconds that part took
 */
export function manifestOf(
  file: ResultsFile | undefined,
  seconds: number,
  { command, engine, runtime }: Pick<Manifest, 'command' | 'engine' | 'runtime'>,
): Manifest {
  return {
    command,
    started: file?.manifest.started ?? new Date(Date.now() - 1000 * seconds).toISOString(),
    seconds: (file?.manifest.seconds ?? 0) + seconds,
    engine,
    runtime,
    machine: machine(),
  }
}

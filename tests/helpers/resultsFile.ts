import type { ResultsFile } from '../../src/results/file'

/** A results file of a machine that does not exist, with this experiment, these seeds and these points, and no examples. */
export function resultsFile(
  config: ResultsFile['config'],
  seeds: number[],
  points: ResultsFile['points'] = [],
  notices: string[] = [],
): ResultsFile {
  return {
    format: 'pear-playground-results',
    version: 1,
    manifest: {
      command: 'npm run experiment -- --preset smoke',
      started: '2026-11-23T12:00:00.000Z',
      seconds: 12.4,
      engine: 'fused (webgpu: test)',
      runtime: 'Chromium 1',
      machine: { processor: 'P', cores: 2, system: 'S' },
    },
    config,
    seeds,
    notices,
    points,
  }
}

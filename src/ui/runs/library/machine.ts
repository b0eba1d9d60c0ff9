import type { Manifest } from '../../../results/resultsFile'

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

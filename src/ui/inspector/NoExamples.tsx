import type { RunResults } from '../../results/results'

/** Why there is no example to show, and what to do. */
export function NoExamples({ results }: { results: RunResults }) {
  return (
    <section className="inspector-empty" aria-label="Weights">
      <h2>Weights</h2>
      <p>{reason(results)}</p>
    </section>
  )
}

function reason({ config, end, offline }: RunResults): string {
  if (!config) return 'There is no run to show yet: press Run, and the weights of its offline data appear here.'
  if (!end) {
    return offline
      ? 'The offline data are there; their tokens appear as soon as the base policy has scored them.'
      : 'The tokens appear as soon as the offline data are collected and the base policy has scored them.'
  }
  if (end.kind === 'finished')
    return 'This run was made before runs kept examples of their offline data, so there are no tokens to show: run its settings again, or choose another run.'
  return 'This run ended before its offline data were scored, so there are no tokens to show: run its settings again, or choose another run.'
}

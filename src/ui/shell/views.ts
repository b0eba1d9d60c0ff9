/** The page's views in the order of their tabs. */
export const views = ['results', 'weights', 'rollouts', 'runs', 'method', 'benchmark'] as const
export type View = (typeof views)[number]

export const viewTitles: Readonly<Record<View, string>> = {
  results: 'Results',
  weights: 'Weights',
  rollouts: 'Rollouts',
  runs: 'Runs',
  method: 'Method',
  benchmark: 'Benchmark',
}

/** The views of one experiment, which have its settings beside them. */
export const isWorkspace = (view: View): boolean => view === 'results' || view === 'weights' || view === 'rollouts'

/** The view that a tab's key names. */
export function viewOf(key: string | number): View {
  const view = views.find((one) => one === key)
  if (!view) throw new RangeError(`There is no view ${String(key)}.`)
  return view
}

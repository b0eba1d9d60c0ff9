const titles = { experiment: 'Experiment', benchmark: 'Benchmark' } as const

export type View = keyof typeof titles

/** Switches between the page's views; neither loses anything by it. */
export function Views({ view, onView }: { view: View; onView: (view: View) => void }) {
  return (
    <nav className="views" aria-label="Views">
      {(['experiment', 'benchmark'] as const).map((id) => (
        <button
          key={id}
          type="button"
          aria-current={id === view ? 'page' : undefined}
          onClick={() => {
            onView(id)
          }}
        >
          {titles[id]}
        </button>
      ))}
    </nav>
  )
}

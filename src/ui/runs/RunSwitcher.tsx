import { stateText } from './words'
import type { RunHead } from './library'
import type { RunsState } from './useRuns'

const NONE = ''

/** Which run the views show and which is laid over it, for the head of the results. */
export function RunSwitcher({ runs }: { runs: RunsState }) {
  const { list, shown, overlay } = runs
  const head = list.find(({ id }) => id === shown?.id)
  const over = list.find(({ id }) => id === overlay?.id)
  if (!head) return null
  return (
    <div className="run-switcher" role="group" aria-label="Runs shown">
      <label>
        <span>Run</span>
        <select
          value={head.id}
          onChange={(event) => {
            runs.show(event.target.value)
          }}
        >
          <Options list={list} />
        </select>
        <em>{stateText(head)}</em>
      </label>
      {list.length > 1 && (
        <label>
          <span>Overlay</span>
          <select
            value={over?.id ?? NONE}
            onChange={(event) => {
              runs.setOverlay(event.target.value === NONE ? undefined : event.target.value)
            }}
          >
            <option value={NONE}>none</option>
            <Options list={list.filter(({ id }) => id !== head.id)} />
          </select>
          {over && <em>{stateText(over)}</em>}
        </label>
      )}
    </div>
  )
}

/** Pinned runs come first; they are pinned to be found. */
function Options({ list }: { list: readonly RunHead[] }) {
  const own = list.filter(({ origin }) => origin !== 'recorded')
  const recorded = list.filter(({ origin }) => origin === 'recorded')
  return [...own.filter(({ pinned }) => pinned), ...own.filter(({ pinned }) => !pinned), ...recorded].map((head) => (
    <option key={head.id} value={head.id}>
      {head.pinned && head.origin !== 'recorded' ? `★ ${head.name}` : head.name}
    </option>
  ))
}

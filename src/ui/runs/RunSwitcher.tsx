import { Select, type SelectOption } from '../parts/Select'
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
        <Select value={head.id} options={optionsOf(list)} onPick={runs.show} />
        <em>{stateText(head)}</em>
      </label>
      {list.length > 1 && (
        <label>
          <span>Overlay</span>
          <Select
            value={over?.id ?? NONE}
            options={[{ value: NONE, title: 'none' }, ...optionsOf(list.filter(({ id }) => id !== head.id))]}
            onPick={(id) => {
              runs.setOverlay(id === NONE ? undefined : id)
            }}
          />
          {over && <em>{stateText(over)}</em>}
        </label>
      )}
    </div>
  )
}

/** Pinned runs come first; they are pinned to be found. */
function optionsOf(list: readonly RunHead[]): SelectOption[] {
  const own = list.filter(({ origin }) => origin !== 'recorded')
  const recorded = list.filter(({ origin }) => origin === 'recorded')
  return [...own.filter(({ pinned }) => pinned), ...own.filter(({ pinned }) => !pinned), ...recorded].map(
    ({ id, name, pinned, origin }) => ({ value: id, title: pinned && origin !== 'recorded' ? `★ ${name}` : name }),
  )
}

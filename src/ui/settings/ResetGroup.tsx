import { isChanged } from '../config/editing'
import type { SettingGroup } from '../config/mainSettings'
import type { ConfigState } from '../config/useConfig'

/** Gives a whole group the preset's values; nothing where it has them. */
export function ResetGroup({ group, state }: { group: SettingGroup; state: ConfigState }) {
  const changed = group.settings.map(({ path }) => path).filter((path) => isChanged(state.editing, path))
  if (changed.length < 2) return null
  return (
    <button
      type="button"
      className="reset-group"
      aria-label={`Reset ${group.title}: ${changed.length} changed`}
      onClick={() => {
        state.reset(...changed)
      }}
    >
      Reset {changed.length}
    </button>
  )
}

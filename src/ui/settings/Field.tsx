import type { Setting } from '../../experiment/settings'
import type { ConfigState } from '../config/useConfig'
import { presetText, textAt } from '../config/editing'
import { Control } from './Control'
import { helpText } from './helpText'

/** One setting: its name, its control, what it means, whether it differs from the preset, and what is wrong with it. */
export function Field({ setting, state }: { setting: Setting; state: ConfigState }) {
  const { path, title, kind } = setting
  const text = textAt(state.editing, path)
  const original = presetText(state.editing, path)
  const problem = state.problems[path]
  const id = `setting-${path}`
  const help = helpText(setting)
  return (
    <div className={`field field-${kind}`} title={help}>
      <label htmlFor={id}>{title}</label>
      <Control
        id={id}
        setting={setting}
        text={text}
        invalid={problem !== undefined}
        describedBy={problem === undefined ? `${id}-help` : `${id}-problem ${id}-help`}
        onText={(next) => {
          state.edit(path, next)
        }}
      />
      {text !== original && (
        <button
          type="button"
          className="reset"
          aria-label={`Reset ${title} to ${original}`}
          title={`Changed; the preset has ${original}`}
          onClick={() => {
            state.reset(path)
          }}
        >
          <span aria-hidden="true">↺</span>
        </button>
      )}
      {problem !== undefined && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      <p className="help" id={`${id}-help`}>
        {help}
      </p>
    </div>
  )
}

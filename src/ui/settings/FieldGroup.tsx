import type { SettingGroup } from '../config/mainSettings'
import type { ConfigState } from '../config/useConfig'
import { Field } from './Field'

/** A titled group of settings. */
export function FieldGroup({ group, state }: { group: SettingGroup; state: ConfigState }) {
  return (
    <fieldset className="field-group">
      <legend>{group.title}</legend>
      <div className="fields">
        {group.settings.map((setting) => (
          <Field key={setting.path} setting={setting} state={state} />
        ))}
      </div>
    </fieldset>
  )
}

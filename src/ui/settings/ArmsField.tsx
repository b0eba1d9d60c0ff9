import { type ArmId, armIds, arms } from '../../experiment/arms'
import type { ConfigState } from '../config/useConfig'
import { textAt } from '../config/editing'
import { ArmName } from '../Swatch'
import { armGroups } from './armGroups'

/** Which objectives are trained side by side, each with the line that the charts draw for it. */
export function ArmsField({ state }: { state: ConfigState }) {
  const chosen = textAt(state.editing, 'arms').split(',')
  const problem = state.problems.arms
  const choose = (arm: ArmId, checked: boolean): void => {
    const next = armIds.filter((id) => (id === arm ? checked : chosen.includes(id)))
    state.edit('arms', next.join(','))
  }
  return (
    <fieldset className="field-group" aria-describedby={problem === undefined ? undefined : 'arms-problem'}>
      <legend>Arms</legend>
      <div className="arm-groups">
        {armGroups.map(({ title, arms: members }) => (
          <fieldset className="arm-group" key={title}>
            <legend>{title}</legend>
            <div className="arms">
              {members.map((arm) => (
                <ArmChoice
                  key={arm}
                  arm={arm}
                  checked={chosen.includes(arm)}
                  invalid={problem !== undefined}
                  onCheck={(checked) => {
                    choose(arm, checked)
                  }}
                />
              ))}
            </div>
          </fieldset>
        ))}
      </div>
      {problem !== undefined && (
        <p className="problem" id="arms-problem">
          {problem}
        </p>
      )}
    </fieldset>
  )
}

interface ChoiceProps {
  arm: ArmId
  checked: boolean
  invalid: boolean
  onCheck: (checked: boolean) => void
}

function ArmChoice({ arm, checked, invalid, onCheck }: ChoiceProps) {
  const help = `arm-${arm}-help`
  return (
    <div className="arm" title={arms[arm].description}>
      <label>
        <input
          type="checkbox"
          checked={checked}
          aria-invalid={invalid}
          aria-describedby={help}
          onChange={(event) => {
            onCheck(event.target.checked)
          }}
        />
        <ArmName arm={arm} />
      </label>
      <p className="help" id={help}>
        {arms[arm].description}
      </p>
    </div>
  )
}

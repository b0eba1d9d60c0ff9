import { armIds, arms } from '../../experiment/arms'
import type { ConfigState } from '../config/useConfig'
import { textAt } from '../config/editing'
import { ArmName } from '../Swatch'

/** Which objectives are trained side by side, each with the line that the charts draw for it. */
export function ArmsField({ state }: { state: ConfigState }) {
  const chosen = textAt(state.editing, 'arms').split(',')
  const problem = state.problems.arms
  return (
    <fieldset className="field-group" aria-describedby={problem === undefined ? undefined : 'arms-problem'}>
      <legend>Arms</legend>
      <div className="arms">
        {armIds.map((arm) => (
          <div className="arm" key={arm} title={arms[arm].description}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(arm)}
                aria-invalid={problem !== undefined}
                aria-describedby={`arm-${arm}-help`}
                onChange={(event) => {
                  const { checked } = event.target
                  const next = armIds.filter((id) => (id === arm ? checked : chosen.includes(id)))
                  state.edit('arms', next.join(','))
                }}
              />
              <ArmName arm={arm} />
            </label>
            <p className="help" id={`arm-${arm}-help`}>
              {arms[arm].description}
            </p>
          </div>
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

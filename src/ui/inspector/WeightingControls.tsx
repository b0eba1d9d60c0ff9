import type { WhatIf } from './useWhatIf'
import { type PearWeighting, weightingKeys } from './weighting'
import { WeightField } from './WeightField'

interface Props {
  whatIf: WhatIf
  /** The weighting of the settings. */
  pear: PearWeighting
  longest: number
  onApply?: ((pear: PearWeighting) => void) | undefined
}

/** The weighting that is tried, with the ways back to the settings and into them. */
export function WeightingControls({ whatIf, pear, longest, onApply }: Props) {
  const hasProblem = Object.keys(whatIf.problems).length > 0
  return (
    <fieldset className="weighting">
      <legend className="visually-hidden">Weighting to try</legend>
      <div className="weight-fields">
        {weightingKeys.map((key) => (
          <WeightField key={key} name={key} whatIf={whatIf} setting={pear[key]} longest={longest} />
        ))}
      </div>
      <div className="actions">
        <button type="button" disabled={!whatIf.isChanged} onClick={whatIf.reset}>
          Reset to the settings
        </button>
        {onApply && (
          <button
            type="button"
            disabled={!whatIf.isChanged || hasProblem}
            onClick={() => {
              onApply(whatIf.weighting)
            }}
          >
            Use in the settings
          </button>
        )}
        <p className="inspector-note" role="status">
          {whatIf.isChanged
            ? 'You are trying another weighting than the settings have. Nothing is trained anew.'
            : 'The weighting of the settings. Move a slider: the weights follow at once, without training.'}
        </p>
      </div>
    </fieldset>
  )
}

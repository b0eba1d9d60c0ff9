import { useId } from 'react'
import { pear as section } from '../../config/sections'
import { NumberField } from '../parts/NumberField'
import styles from './Inspector.module.css'
import { type PearWeighting, type WeightingKey, weightingKeys, weightingText, type WhatIf } from './weighting'

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
    <fieldset className={styles.weighting}>
      <legend className="visually-hidden">Weighting to try</legend>
      <div className={styles.fields}>
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
        <p className={styles.note} role="status">
          {whatIf.isChanged
            ? 'You are trying another weighting than the settings have. Nothing is trained anew.'
            : 'The weighting of the settings. Move a slider: the weights follow at once, without training.'}
        </p>
      </div>
    </fieldset>
  )
}

/** The reach of a slider: what one looks at, where the schema allows far more. */
interface Reach {
  low: number
  high: number
  step: number
}

const reaches: Readonly<Record<WeightingKey, Reach>> = {
  gamma: { low: 0.5, high: 1, step: 0.001 },
  block: { low: 1, high: 16, step: 1 },
  deltaMin: { low: -5, high: 0, step: 0.01 },
  deltaMax: { low: 0, high: 5, step: 0.01 },
  logGMin: { low: -15, high: 0, step: 0.1 },
  logGMax: { low: 0, high: 15, step: 0.1 },
}

interface FieldProps {
  name: WeightingKey
  whatIf: WhatIf
  /** What the settings have. */
  setting: number
  /** Tokens of the longest example: larger blocks than that change nothing. */
  longest: number
}

/** One setting of the weighting: a slider and a field that move the weights with every input. */
function WeightField({ name, whatIf, setting, longest }: FieldProps) {
  const id = useId()
  const value = whatIf.weighting[name]
  const problem = whatIf.problems[name]
  const { title = name, description } = section.shape[name].meta() ?? {}
  const reach = reaches[name]
  const low = Math.min(reach.low, value, setting)
  const high = Math.max(name === 'block' ? longest : reach.high, value, setting)
  const describedBy = problem === undefined ? `${id}-help` : `${id}-problem ${id}-help`
  const onText = (text: string): void => {
    whatIf.edit(name, text)
  }
  return (
    <div className={styles.field} title={description}>
      <label htmlFor={id}>{title}</label>
      <span className={styles.setting}>{value === setting ? '' : `setting ${weightingText(setting)}`}</span>
      <input
        type="range"
        aria-label={`${title}, slider`}
        min={low}
        max={high}
        step={reach.step}
        value={value}
        onChange={(event) => {
          onText(event.target.value)
        }}
      />
      <NumberField
        id={id}
        text={whatIf.texts[name]}
        signed={low < 0}
        aria-invalid={problem !== undefined}
        aria-describedby={describedBy}
        onText={onText}
      />
      {problem !== undefined && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      <span className="visually-hidden" id={`${id}-help`}>
        {description}
      </span>
    </div>
  )
}

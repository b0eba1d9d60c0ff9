import { useId } from 'react'
import { pear as section } from '../../config/sections'
import { NumberField } from '../parts/NumberField'
import type { WhatIf } from './useWhatIf'
import { type WeightingKey, weightingText } from './weighting'

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

interface Props {
  name: WeightingKey
  whatIf: WhatIf
  /** What the settings have. */
  setting: number
  /** Tokens of the longest example: larger blocks than that change nothing. */
  longest: number
}

/** One setting of the weighting: a slider and a field that move the weights with every input. */
export function WeightField({ name, whatIf, setting, longest }: Props) {
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
    <div className="weight-field" title={description}>
      <label htmlFor={id}>{title}</label>
      <span className="weight-setting">{value === setting ? '' : `setting ${weightingText(setting)}`}</span>
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

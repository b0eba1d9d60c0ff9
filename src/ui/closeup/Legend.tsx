import type { UpdateEvent } from '../../results/events'
import { coefficientColor } from './color'
import { ProbabilityPair } from './ProbabilityPair'
import { coefficientText } from './words'

const samples = { sft: [0.1, 1, 10], rl: [-2, 0, 2] } as const

/** What the colours and the bars mean. */
export function Legend({ stage }: { stage: UpdateEvent['stage'] }) {
  return (
    <ul className="closeup-legend" aria-label="Colours and bars">
      {samples[stage].map((coefficient) => (
        <li key={coefficient}>
          <span
            className="legend-cell"
            style={{ backgroundColor: coefficientColor(stage, coefficient) }}
            aria-hidden="true"
          />{' '}
          {coefficientText(stage, coefficient)}
        </li>
      ))}
      <li>
        <ProbabilityPair before={0.4} after={0.7} /> probability before and after
      </li>
    </ul>
  )
}

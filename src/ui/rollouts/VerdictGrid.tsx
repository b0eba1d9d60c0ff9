import { ScrollRegion } from '../parts/ScrollRegion'
import { tallies } from './filters'
import { PolicyName } from './PolicyName'
import type { Chosen, Shown } from './selection'
import { Verdict } from './Verdict'

interface Props {
  shown: Shown
  compare: Chosen['compare']
  onPlace: (place: number) => void
}

/** Every verdict on the prompts that are shown, a row for each policy with its tally; a prompt's number opens it. */
export function VerdictGrid({ shown: { comparison, prompts, prompt: current }, compare, onPlace }: Props) {
  const counts = tallies(comparison, prompts)
  return (
    <ScrollRegion label="Verdicts, scroll sideways" className="rollout-scroll" data-arrows="own">
      <table className="verdict-grid">
        <caption className="visually-hidden">Verdicts on the held-out prompts that are shown</caption>
        <thead>
          <tr>
            <th scope="col">{compare === 'arms' ? 'Arm' : 'Checkpoint'}</th>
            {prompts.map(({ place, prompt }) => (
              <th key={place} scope="col" className={place === current?.place ? 'is-current' : undefined}>
                <button
                  type="button"
                  aria-pressed={place === current?.place}
                  aria-label={`Prompt ${place + 1}`}
                  title={prompt}
                  onClick={() => {
                    onPlace(place)
                  }}
                >
                  {place + 1}
                </button>
              </th>
            ))}
            <th scope="col">Right</th>
          </tr>
        </thead>
        <tbody>
          {comparison.policies.map((policy, index) => (
            <tr key={policy.key}>
              <th scope="row">
                <PolicyName policy={policy} compare={compare} />
              </th>
              {prompts.map(({ place, responses }) => {
                const response = responses[index]
                return (
                  <td key={place} className={place === current?.place ? 'is-current' : undefined}>
                    {response ? <Verdict correct={response.correct} brief /> : <span>none</span>}
                  </td>
                )
              })}
              <td className="tally">
                {counts[index]?.right ?? 0} of {counts[index]?.of ?? 0}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

import { classes } from '../parts/classes'
import { ScrollRegion } from '../parts/ScrollRegion'
import { ArmName } from '../ArmMarks'
import type { ComparedPolicy } from './comparison'
import { tallies } from './filters'
import styles from './Rollouts.module.css'
import type { Chosen, Shown } from './selection'

interface Props {
  shown: Shown
  compare: Chosen['compare']
  onPlace: (place: number) => void
}

/** Every verdict on the prompts that are shown, a row for each policy with its tally; a prompt's number opens it. */
export function VerdictGrid({ shown: { comparison, prompts, prompt: current }, compare, onPlace }: Props) {
  const counts = tallies(comparison, prompts)
  return (
    <ScrollRegion label="Verdicts, scroll sideways" className={styles.scroll} data-arrows="own">
      <table className={styles.grid}>
        <caption className="visually-hidden">Verdicts on the held-out prompts that are shown</caption>
        <thead>
          <tr>
            <th scope="col">{compare === 'arms' ? 'Arm' : 'Checkpoint'}</th>
            {prompts.map(({ place, prompt }) => (
              <th key={place} scope="col" className={place === current?.place ? styles.current : undefined}>
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
                  <td key={place} className={place === current?.place ? styles.current : undefined}>
                    {response ? <Verdict correct={response.correct} brief /> : <span>none</span>}
                  </td>
                )
              })}
              <td className={styles.tally}>
                {counts[index]?.right ?? 0} of {counts[index]?.of ?? 0}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** A policy's name as its comparison has it: the arm with its line, or the checkpoint. */
function PolicyName({ policy, compare }: { policy: ComparedPolicy; compare: Chosen['compare'] }) {
  return compare === 'arms' ? <ArmName arm={policy.arm} /> : <span className="nowrap">{policy.checkpoint.title}</span>
}

/** What the verifier said, as a mark and a word: never by colour alone. Where room is scarce only the mark is seen. */
export function Verdict({ correct, brief = false }: { correct: boolean; brief?: boolean }) {
  return (
    <span className={classes(styles.verdict, correct ? styles.right : styles.wrong)}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        <path d={correct ? 'M1.5 6.5 L4.7 9.7 L10.5 2.5' : 'M2 2 L10 10 M10 2 L2 10'} fill="none" strokeWidth="2" />
      </svg>
      <span className={brief ? 'visually-hidden' : undefined}>{correct ? 'Right' : 'Wrong'}</span>
    </span>
  )
}

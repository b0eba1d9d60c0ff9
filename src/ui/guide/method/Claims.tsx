import { armTitle } from '../../../config/armId'
import { encodeLink } from '../../../config/link'
import { defaultPreset, findPreset, type Preset, presets } from '../../../config/presets'
import { decimal, signed } from '../../format'
import { ScrollRegion } from '../../parts/ScrollRegion'
import { ArmName } from '../../ArmMarks'
import { Term } from '../Term'
import { highest, lowest, outcomeOf, shownBy } from './claims'
import styles from '../method.module.css'

const { confirmation } = defaultPreset
const fitsBest = confirmation && lowest(confirmation, 'heldOutNll')
const endsHighest = confirmation && highest(confirmation, 'postRl')
const withoutSft = confirmation && outcomeOf(confirmation, 'none')

/** What the page's own runs show, as tables of what was published, and where they show nothing. */
export function Claims({ onOpen }: { onOpen?: (() => void) | undefined }) {
  return (
    <>
      <p>
        A claim here names its preset, seeds, number of seeds, difference and interval, and comes from{' '}
        <Term id="seed">seeds</Term> that nobody looked at while settings were chosen. Those are:
      </p>
      {Object.values(presets).map((preset) => (
        <ConfirmedTable key={preset.id} preset={preset} />
      ))}
      {fitsBest && endsHighest && (
        <p>
          By the means of “{defaultPreset.title}”, {armTitle(fitsBest.arm)} fits the offline data best at the end of
          SFT, and {armTitle(endsHighest.arm)} is highest at the end of RL.
        </p>
      )}
      <h3>Not claimed</h3>
      <ul>
        <li>
          <strong>That PEAR beats RL without SFT.</strong> In the default preset RL straight from the base policy
          {withoutSft && ` ends at ${decimal(withoutSft.postRl.mean, 2)}, and`} does as well as any arm or better. SFT
          on these data damages, and PEAR avoids much of the damage. SFT was worth its price where the base policy
          cannot be rewarded at all, as in <PresetLink id="sft-needed" onOpen={onOpen} />, or lacks the skill, as in{' '}
          <PresetLink id="hurts" onOpen={onOpen} />. Of the default’s own data one arm made a better start than none:
          PEAR (sequence) in <PresetLink id="wide-clips" onOpen={onOpen} />.
        </li>
        <li>
          <strong>Anything about other settings.</strong> What a preset gives it gives as it stands; one setting more or
          less is for you to try.
        </li>
        <li>
          <strong>That PEAR always helps.</strong> It does not with <PresetLink id="no-effect" onOpen={onOpen} /> and{' '}
          <PresetLink id="paper-clips" onOpen={onOpen} />, nor with <PresetLink id="network-teacher" onOpen={onOpen} />;
          PEAR (sequence) ended below SFT in <PresetLink id="hurts" onOpen={onOpen} />, and in{' '}
          <PresetLink id="sort" onOpen={onOpen} /> PEAR (token) lost through RL the small lead it had before.
        </li>
        <li>
          <strong>That the gap lasts.</strong> Arms differ in how fast RL escapes what SFT taught; in{' '}
          <PresetLink id="long-run" onOpen={onOpen} /> they met.
        </li>
        <li>
          <strong>The paper’s smaller drift and better aligned updates.</strong> In the default preset they did not
          reproduce: an arm that gets no reward hardly moves, and one that does undoes part of what SFT did. In{' '}
          <PresetLink id="sft-needed" onOpen={onOpen} />, where every arm is rewarded, PEAR’s updates were the better
          aligned; a smaller drift is not shown.
        </li>
        <li>
          <strong>Sizes of effects on language models.</strong> What carries over is the mechanism: which tokens gain
          and lose weight, and why.
        </li>
      </ul>
    </>
  )
}

/** A preset by its title, as a link that opens it. */
function PresetLink({ id, onOpen }: { id: string; onOpen?: (() => void) | undefined }) {
  const preset = findPreset(id)
  if (!preset) return <>{id}</>
  return (
    <a href={`#${encodeLink(preset.config)}`} onClick={onOpen}>
      {preset.title}
    </a>
  )
}

interface Spread {
  mean: number
  standardError: number
}

const spread = ({ mean, standardError }: Spread): string => `${decimal(mean, 2)} ± ${decimal(standardError, 2)}`

/** What a preset gave on fresh seeds, every arm with what its interval shows. Nothing where it was not confirmed. */
function ConfirmedTable({ preset: { title, confirmation } }: { preset: Preset }) {
  if (!confirmation) return null
  const { seeds, arms } = confirmation
  return (
    <ScrollRegion label={`${title} on fresh seeds`} className={styles.scroll}>
      <table className={styles.confirmed}>
        <caption>
          <div className="caption-text">
            “{title}” on {seeds.length} fresh seeds ({seeds[0]} to {seeds.at(-1)}). Mean ± standard error; held-out NLL
            in nats a token; pass@1 on held-out prompts; difference in pass@1 to SFT after RL, paired by seed, with its
            95 % interval.
          </div>
        </caption>
        <thead>
          <tr>
            <th scope="col">arm</th>
            <th scope="col">NLL after SFT</th>
            <th scope="col">pass@1 after SFT</th>
            <th scope="col">pass@1 after RL</th>
            <th scope="col">less SFT’s</th>
            <th scope="col">shown</th>
          </tr>
        </thead>
        <tbody>
          {arms.map(({ arm, heldOutNll, postSft, postRl, difference }) => (
            <tr key={arm}>
              <th scope="row">
                <ArmName arm={arm} />
              </th>
              <td>{spread(heldOutNll)}</td>
              <td>{spread(postSft)}</td>
              <td>{spread(postRl)}</td>
              <td>
                {difference
                  ? `${signed(difference.mean, 2)} [${signed(difference.low, 2)}, ${signed(difference.high, 2)}]`
                  : '—'}
              </td>
              <td>{shownBy(difference) ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

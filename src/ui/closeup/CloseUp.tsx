import { useState } from 'react'
import type { ArmId } from '../../config/armId'
import { stageTitles } from '../../config/stages'
import type { RunResults } from '../../results/results'
import { Picker } from '../parts/Select'
import { useArmStyle } from '../useArmStyle'
import { hasNoAdvantage } from './figures'
import { Flow } from './Flow'
import { Rows } from './Rows'

/** One optimizer step of one arm from close by: what came in, what it counted, how large the step was, and what it changed. */
export function CloseUp({ results: { update, config } }: { results: RunResults }) {
  const styleOf = useArmStyle()
  const [picked, setPicked] = useState<ArmId>()
  // RL has arms that SFT has not, and another run other ones.
  const shown = update?.arms.find(({ arm }) => arm === picked) ?? update?.arms[0]
  if (!update || !shown || !config) return null
  const { stage, step, seed } = update
  return (
    <section className="closeup" aria-labelledby="closeup-title">
      <div className="closeup-head">
        <h2 id="closeup-title">One update</h2>
        <p className="closeup-where">
          {stageTitles[stage]} · step {step} of {config[stage].steps} · seed {seed}
        </p>
        <Picker
          className="closeup-arm"
          label="Arm"
          value={shown.arm}
          options={update.arms.map(({ arm }) => ({ value: arm, title: styleOf(arm).title }))}
          onPick={setPicked}
        />
      </div>
      <Flow update={update} shown={shown} config={config} />
      {hasNoAdvantage(update, shown) && (
        <p className="closeup-note">
          All rollouts of a group earned the same reward, so that none is better than the others: their advantage is 0,
          and they teach nothing.
        </p>
      )}
      {shown.rateFactor === 0 && (
        <p className="closeup-note">This arm has stopped: its learning rate is 0 from here on, and its policy stays.</p>
      )}
      <Rows key={stage} stage={stage} rows={shown.rows} />
    </section>
  )
}

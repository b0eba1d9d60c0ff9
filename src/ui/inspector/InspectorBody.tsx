import { useDeferredValue, useMemo, useState } from 'react'
import type { ArmId } from '../../config/armId'
import type { ExperimentConfig } from '../../config/config'
import type { OfflineExample, ScoredPolicy } from '../../results/events'
import { Aggregates } from './Aggregates'
import { type Checkpoint, policyOf } from './checkpoints'
import { ExampleCard } from './ExampleCard'
import { Moment } from './Moment'
import { weightingNotes } from './notes'
import { useExamples } from './useExamples'
import { useWhatIf } from './useWhatIf'
import { type PearWeighting, settingsOfWeighting } from './weighting'
import { WeightingControls } from './WeightingControls'
import type { Selection } from './selection'
import { WeightLegend } from './WeightLegend'

interface Props {
  examples: readonly OfflineExample[]
  seed: number
  /** At least one. */
  moments: readonly Checkpoint[]
  config: ExperimentConfig
  pear: PearWeighting
  onApply?: ((pear: PearWeighting) => void) | undefined
}

const NOBODY: ScoredPolicy = { arm: 'base', logProbs: [], top: [] }

/** The inspector of a run that has examples. */
export function InspectorBody({ examples, seed, moments, config, pear, onApply }: Props) {
  const [momentKey, setMoment] = useState('base')
  const [arm, setArm] = useState<ArmId>()
  const [chosen, setChosen] = useState<Selection>({ variant: 'token', t: 0 })
  const whatIf = useWhatIf(pear)
  const settings = useMemo(() => settingsOfWeighting(whatIf.weighting), [whatIf.weighting])
  const moment = moments.find(({ key }) => key === momentKey) ?? moments[0]
  const policy = (moment && policyOf(moment, arm)) ?? NOBODY
  const shown = useExamples(examples, policy, settings, chosen.variant)
  // Cells move with the slider's every step; what is drawn of all examples follows as soon as there is time.
  const all = useDeferredValue(shown.all)
  const lateSettings = useDeferredValue(settings)
  const longest = Math.max(1, ...shown.all.map(({ ratios }) => ratios.length))
  if (!moment) return null
  return (
    <div className="inspector" data-tour="inspector">
      <section className="inspector-card" aria-labelledby="inspector-title">
        <h2 id="inspector-title">Weights</h2>
        <p className="inspector-lead">
          PEAR counts each token of the offline data Ĝ<sub>t</sub> times in the SFT loss: how much likelier the policy
          in training, π<sub>θ</sub>, is than the behaviour policy π<sub>β</sub> to go on as the response goes on.
        </p>
        <Moment moments={moments} moment={moment} policy={policy} onMoment={setMoment} onArm={setArm} />
        {weightingNotes(config, policy.arm, moment.key).map((note) => (
          <p key={note} className="inspector-remark">
            {note}
          </p>
        ))}
        <WeightingControls whatIf={whatIf} pear={pear} longest={longest} onApply={onApply} />
        <WeightLegend />
      </section>
      <ExampleCard
        examples={examples}
        seed={seed}
        policy={policy}
        shown={shown}
        settings={settings}
        config={config}
        chosen={chosen}
        onChoose={setChosen}
      />
      <Aggregates all={all} settings={lateSettings} />
    </div>
  )
}

import { useDeferredValue, useMemo, useState } from 'react'
import { type ArmId, kindOf } from '../../config/armId'
import { type ExperimentConfig, pearSettings, weightingOf } from '../../config/config'
import { hasPearWeights } from '../../config/methods'
import { tasksOf } from '../../config/tasks'
import type { FormulaBatch } from '../../pear/formula'
import type { OfflineExample, ScoredPolicy } from '../../results/events'
import type { RunResults } from '../../results/results'
import type { ShownRun } from '../runs/shownRun'
import { AllExamples } from './AllExamples'
import { type Checkpoint, CheckpointPicker, checkpointsOf, policyOf } from './CheckpointPicker'
import { ExampleCard } from './ExampleCard'
import styles from './Inspector.module.css'
import { useExamples } from './useExamples'
import { WeightingControls } from './WeightingControls'
import { type PearWeighting, useWhatIf } from './weighting'
import { WeightLegend } from './WeightLegend'
import type { Selection } from './weights'

interface Props {
  run: ShownRun
  /** The settings as they stand now: the inspector starts from their weighting, and shows their formulas. */
  settings: ExperimentConfig
  /** Takes the weighting that was tried into the settings; undefined while they cannot be changed. */
  onApply?: ((pear: PearWeighting) => void) | undefined
}

/** The weight inspector: tokens of the offline data, what each variant makes them count, and how the settings move that. */
export default function Inspector({ run, settings, onApply }: Props) {
  // A run that goes on reports many times a second; the sliders must not wait for that.
  const results = useDeferredValue(run.results)
  const { offline, scored, config } = results
  const checkpoints = useMemo(
    () => checkpointsOf({ scored, ...(offline && { offline }), ...(config && { config }) }),
    [offline, scored, config],
  )
  if (!config || !offline || offline.examples.length === 0 || checkpoints.length === 0)
    return <NoExamples results={results} />
  return (
    // Another run has other examples: what was chosen in this one means nothing there.
    <InspectorBody
      key={run.id}
      examples={offline.examples}
      seed={offline.seed}
      checkpoints={checkpoints}
      config={config}
      settings={settings}
      onApply={onApply}
    />
  )
}

interface BodyProps {
  examples: readonly OfflineExample[]
  seed: number
  /** At least one. */
  checkpoints: readonly Checkpoint[]
  /** Of the run. */
  config: ExperimentConfig
  settings: ExperimentConfig
  onApply?: ((pear: PearWeighting) => void) | undefined
}

const NO_POLICY: ScoredPolicy = { arm: 'base', logProbs: [], top: [] }

/** The inspector of a run that has examples. */
function InspectorBody({ examples, seed, checkpoints, config, settings, onApply }: BodyProps) {
  const [checkpointKey, setCheckpoint] = useState('base')
  const [arm, setArm] = useState<ArmId>()
  const [chosen, setChosen] = useState<Selection>({ variant: 'token', t: 0 })
  const whatIf = useWhatIf(settings.pear)
  const pear = useMemo(() => pearSettings(whatIf.weighting), [whatIf.weighting])
  const checkpoint = checkpoints.find(({ key }) => key === checkpointKey) ?? checkpoints[0]
  const policy = (checkpoint && policyOf(checkpoint, arm)) ?? NO_POLICY
  const shown = useExamples(examples, policy, pear, chosen.variant)
  // Cells move with the slider's every step; what is drawn of all examples follows as soon as there is time.
  const all = useDeferredValue(shown.all)
  const latePear = useDeferredValue(pear)
  const batch = useMemo(() => batchOf(examples, policy, checkpoints, config), [examples, policy, checkpoints, config])
  const longest = Math.max(1, ...shown.all.map(({ ratios }) => ratios.length))
  if (!checkpoint) return null
  return (
    <div className={styles.inspector} data-tour="inspector">
      <section className={styles.card} aria-labelledby="inspector-title">
        <h2 id="inspector-title">Weights</h2>
        <p className={styles.lead}>
          PEAR counts each token of the offline data Ĝ<sub>t</sub> times in the SFT loss: how much likelier the policy
          in training, π<sub>θ</sub>, is than the behaviour policy π<sub>β</sub> to go on as the response goes on.
        </p>
        <CheckpointPicker
          checkpoints={checkpoints}
          checkpoint={checkpoint}
          policy={policy}
          onCheckpoint={setCheckpoint}
          onArm={setArm}
        />
        {weightingNotes(config, policy.arm, checkpoint.key).map((note) => (
          <p key={note} className={styles.remark}>
            {note}
          </p>
        ))}
        <WeightingControls whatIf={whatIf} pear={settings.pear} longest={longest} onApply={onApply} />
        <WeightLegend />
      </section>
      <ExampleCard
        examples={examples}
        seed={seed}
        policy={policy}
        shown={shown}
        batch={batch}
        pear={pear}
        run={config}
        settings={settings}
        chosen={chosen}
        onChoose={setChosen}
      />
      <AllExamples all={all} settings={latePear} />
    </div>
  )
}

/** What a formula may read of the examples: what the policy, the behaviour policy and the base policy say of their tokens. */
function batchOf(
  examples: readonly OfflineExample[],
  { logProbs, entropies }: ScoredPolicy,
  checkpoints: readonly Checkpoint[],
  config: ExperimentConfig,
): FormulaBatch {
  return {
    lp: logProbs,
    lpb: examples.map(({ behaviourLogProbs }) => behaviourLogProbs),
    lp0: checkpoints.find(({ key }) => key === 'base')?.policies[0]?.logProbs,
    H: entropies,
    V: tasksOf(config).from.tokenizer.size,
  }
}

/** Sentences on how the weights shown differ from those that the run trained with. */
function weightingNotes(config: ExperimentConfig, arm: ArmId | 'base', checkpoint: string): string[] {
  const notes: string[] = []
  const own = arm !== 'base' && hasPearWeights(kindOf(arm)) ? weightingOf(config, arm) : config.pear
  if (own.ratio === 'initial' && checkpoint !== 'base')
    notes.push(
      'In this run the ratio is against the frozen base policy π₀, so what it trained with are the weights of the checkpoint “Base policy π₀”, at every step.',
    )
  if (own.normalise)
    notes.push('This run divides the weights by their mean over each batch; PEAR’s rows here show them undivided.')
  return notes
}

/** Why there is no example to show, and what to do. */
function NoExamples({ results }: { results: RunResults }) {
  return (
    <section className={styles.empty} aria-label="Weights">
      <h2>Weights</h2>
      <p>{reason(results)}</p>
    </section>
  )
}

function reason({ config, end, offline }: RunResults): string {
  if (!config) return 'There is no run to show yet: press Run, and the weights of its offline data appear here.'
  if (!end) {
    return offline
      ? 'The offline data are there; their tokens appear as soon as the base policy has scored them.'
      : 'The tokens appear as soon as the offline data are collected and the base policy has scored them.'
  }
  if (end.kind === 'finished')
    return 'This run was made before runs kept examples of their offline data, so there are no tokens to show: run its settings again, or choose another run.'
  return 'This run ended before its offline data were scored, so there are no tokens to show: run its settings again, or choose another run.'
}

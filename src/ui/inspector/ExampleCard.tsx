import { useMemo, useState } from 'react'
import type { ArmId } from '../../config/armId'
import type { ExperimentConfig } from '../../config/config'
import type { OfflineExample, ScoredPolicy } from '../../results/events'
import type { PearSettings } from '../../pear/weights'
import { ExampleBar } from './ExampleBar'
import { RowChoice } from './RowChoice'
import { type Coefficients, negativeRow, otherRows, otherWeights, ownRows, ownWeights } from './rows'
import type { Selection } from './selection'
import { TokenDetails } from './TokenDetails'
import { TokenTable } from './TokenTable'
import type { Examples } from './useExamples'

interface Props {
  examples: readonly OfflineExample[]
  seed: number
  policy: ScoredPolicy
  shown: Examples
  settings: PearSettings
  /** Of the run. */
  config: ExperimentConfig
  chosen: Selection
  onChoose: (selection: Selection) => void
}

/** One example with its weights, and the chosen token of it from close by. */
export function ExampleCard({ examples, seed, policy, shown, settings, config, chosen, onChoose }: Props) {
  const ownArms = useMemo(() => ownRows(config), [config])
  const [rows, setRows] = useState<readonly ArmId[]>(['sft', ...ownArms])
  const [hovered, setHovered] = useState<Selection>()
  const { all, place, rank } = shown
  const lambda = config.pear.negatives
  const others = useMemo((): Coefficients[] => {
    const own = all[place]
    if (!own) return []
    const objectives = otherRows
      .filter((id) => rows.includes(id))
      .map((id) => ({ id, values: otherWeights(id, all, place, policy.logProbs[place] ?? []) }))
    const arms = ownArms.filter((id) => rows.includes(id)).map((id) => ({ id, values: ownWeights(id, own, config) }))
    const refused: Coefficients[] = lambda > 0 ? [{ id: 'negative', values: negativeRow(own, lambda) }] : []
    return [...arms, ...objectives, ...refused]
  }, [rows, ownArms, all, place, policy, config, lambda])

  const example = examples[place]
  const weights = all[place]
  if (!example || !weights) return null
  // Examples differ in length.
  const within = (selection: Selection): Selection => ({
    ...selection,
    t: Math.min(selection.t, weights.ratios.length - 1),
  })
  const selection = within(chosen)
  const looked = within(hovered ?? chosen)
  return (
    <section className="inspector-card" aria-label="One example">
      <div className="example-head">
        <h3>
          One example <span className="inspector-note">of the offline data, seed {seed}</span>
        </h3>
        <RowChoice offered={[...ownArms, ...otherRows]} chosen={rows} onChoose={setRows} />
      </div>
      <ExampleBar
        rank={rank}
        place={place}
        count={all.length}
        sort={shown.sort}
        onSort={shown.sortBy}
        onRank={shown.toRank}
      />
      <TokenTable
        example={example}
        weights={weights}
        others={others}
        block={settings.block}
        shown={looked}
        chosen={selection}
        onChoose={(next) => {
          // A pointer that rests on another token must not hide what the keyboard chose.
          setHovered(undefined)
          onChoose(next)
        }}
        onHover={setHovered}
        onStep={(by) => {
          shown.toRank(rank + by)
        }}
      />
      <p className="inspector-note">
        Point at a cell, tap it, or move with the arrow keys: ← → between tokens, ↑ ↓ between examples.
      </p>
      <TokenDetails
        example={example}
        place={place}
        policy={policy}
        weights={weights}
        settings={settings}
        shown={looked}
        onVariant={(variant) => {
          onChoose({ ...selection, variant })
        }}
      />
    </section>
  )
}

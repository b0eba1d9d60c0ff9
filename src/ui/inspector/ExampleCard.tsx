import { useMemo, useState } from 'react'
import type { ArmId } from '../../config/armId'
import type { ExperimentConfig } from '../../config/config'
import type { PearSettings } from '../../pear/weights'
import type { OfflineExample, ScoredPolicy } from '../../results/events'
import { useArmStyle } from '../useArmStyle'
import { ExampleBar } from './ExampleBar'
import styles from './Inspector.module.css'
import { otherRows, ownRows, type RowId, rowNote, rowWeights } from './rows'
import { TokenDetails } from './TokenDetails'
import { TokenTable } from './TokenTable'
import type { Examples } from './useExamples'
import type { Selection } from './weights'

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
  const scored = useMemo(
    () => ({
      policy: policy.logProbs,
      behaviour: policy.logProbs.map((_, i) => examples[i]?.behaviourLogProbs ?? []),
    }),
    [policy, examples],
  )
  const offered: readonly ArmId[] = useMemo(() => [...ownArms, ...otherRows], [ownArms])
  const others = useMemo(() => {
    const chosenRows = offered.filter((id) => rows.includes(id))
    const shownRows: RowId[] = config.pear.negatives > 0 ? [...chosenRows, 'negative'] : chosenRows
    return shownRows.map((id) => ({ id, weights: rowWeights(id, scored, settings, config) }))
  }, [offered, rows, scored, settings, config])

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
    <section className={styles.card} aria-label="One example">
      <div className={styles.head}>
        <h3>
          One example <span className={styles.note}>of the offline data, seed {seed}</span>
        </h3>
        <RowChoice offered={offered} chosen={rows} onChoose={setRows} />
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
        others={others.map(({ id, weights: all }) => ({ id, values: all[place] ?? [] }))}
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
      <p className={styles.note}>
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

interface ChoiceProps {
  offered: readonly ArmId[]
  chosen: readonly ArmId[]
  onChoose: (rows: ArmId[]) => void
}

/** Which other objectives and arms are shown beside PEAR's three. */
function RowChoice({ offered, chosen, onChoose }: ChoiceProps) {
  const styleOf = useArmStyle()
  return (
    <fieldset className={styles.rowChoice}>
      <legend>Compare with</legend>
      {offered.map((row) => (
        <label key={row} title={rowNote(row)}>
          <input
            type="checkbox"
            checked={chosen.includes(row)}
            onChange={(event) => {
              const others = chosen.filter((one) => one !== row)
              onChoose(event.target.checked ? offered.filter((one) => one === row || others.includes(one)) : others)
            }}
          />
          {styleOf(row).title}
        </label>
      ))}
    </fieldset>
  )
}

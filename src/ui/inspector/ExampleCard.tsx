import { useMemo, useState } from 'react'
import type { ExperimentConfig } from '../../config/config'
import type { FormulaBatch } from '../../pear/formula'
import type { PearSettings } from '../../pear/weights'
import type { OfflineExample, ScoredPolicy } from '../../results/events'
import { useArmStyle } from '../armStyle'
import { ExampleBar } from './ExampleBar'
import styles from './Inspector.module.css'
import { offeredRows, refusedRow, rowTitle, rowWeights, type WeightRow } from './rows'
import { TokenDetails } from './TokenDetails'
import { TokenTable } from './TokenTable'
import type { Examples } from './useExamples'
import { constantsOf, type Selection } from './weights'

interface Props {
  examples: readonly OfflineExample[]
  seed: number
  policy: ScoredPolicy
  shown: Examples
  /** What the formulas are given of the examples. */
  batch: FormulaBatch
  /** The weighting that is tried. */
  pear: PearSettings
  run: ExperimentConfig
  settings: ExperimentConfig
  chosen: Selection
  onChoose: (selection: Selection) => void
}

/** One example with its weights, and the details of its chosen token. */
export function ExampleCard({ examples, seed, policy, shown, batch, pear, run, settings, chosen, onChoose }: Props) {
  const offered = useMemo(() => offeredRows(run, settings), [run, settings])
  const [choices, setChoices] = useState<Readonly<Record<string, boolean>>>({})
  const [hovered, setHovered] = useState<Selection>()
  const { all, place, rank } = shown
  const rows = useMemo(() => {
    const refused = refusedRow(run)
    return [...offered.filter((row) => isChosen(row, choices)), ...(refused ? [refused] : [])]
  }, [offered, choices, run])
  const others = useMemo(() => {
    const tried = constantsOf(pear)
    return rows.map((row) => ({ row, all: rowWeights(row, batch, tried) }))
  }, [rows, batch, pear])

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
        <RowChoice
          rows={offered}
          choices={choices}
          onChoose={(key, isOn) => {
            setChoices((before) => ({ ...before, [key]: isOn }))
          }}
        />
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
        others={others.map(({ row, all: found }) => ({
          row,
          result: 'problem' in found ? found : { values: found.weights[place] ?? [] },
        }))}
        block={pear.block}
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
        settings={pear}
        shown={looked}
        onVariant={(variant) => {
          onChoose({ ...selection, variant })
        }}
      />
    </section>
  )
}

/** Whether a row is shown. By default SFT is, and so are the run's own arms and the settings' formulas. */
const isChosen = ({ key }: WeightRow, choices: Readonly<Record<string, boolean>>): boolean =>
  choices[key] ?? (key === 'method sft' || !key.startsWith('method '))

interface ChoiceProps {
  rows: readonly WeightRow[]
  /** What was switched, by the rows' keys. */
  choices: Readonly<Record<string, boolean>>
  onChoose: (key: string, isOn: boolean) => void
}

/** Which other objectives and arms are shown beside PEAR's three. */
function RowChoice({ rows, choices, onChoose }: ChoiceProps) {
  const styleOf = useArmStyle()
  return (
    <fieldset className={styles.rowChoice}>
      <legend>Compare with</legend>
      {rows.map((row) => (
        <label key={row.key} title={row.note}>
          <input
            type="checkbox"
            checked={isChosen(row, choices)}
            onChange={(event) => {
              onChoose(row.key, event.target.checked)
            }}
          />
          {row.names ? rowTitle(row) : styleOf(row.arm).title}
          {row.remark !== undefined && ` (${row.remark})`}
        </label>
      ))}
    </fieldset>
  )
}

import { useState } from 'react'
import { Picker } from '../parts/Select'
import styles from './Inspector.module.css'
import { type SortKey, sortKeys, sortNotes, sortTitles } from './useExamples'

interface Props {
  /** Where the example stands in the order, from 0. */
  rank: number
  /** Its place in the data, from 0. */
  place: number
  count: number
  sort: SortKey
  onSort: (sort: SortKey) => void
  onRank: (rank: number) => void
}

/** Stepping through the examples, and their order. */
export function ExampleBar({ rank, place, count, sort, onSort, onRank }: Props) {
  return (
    <div className={styles.bar}>
      <div className={styles.steps}>
        <button
          type="button"
          aria-label="Previous example"
          disabled={rank === 0}
          onClick={() => {
            onRank(rank - 1)
          }}
        >
          <span aria-hidden="true">←</span>
        </button>
        {/* A new example makes a new field: what was typed before is gone. */}
        <RankField key={rank} rank={rank} count={count} onRank={onRank} />
        <button
          type="button"
          aria-label="Next example"
          disabled={rank === count - 1}
          onClick={() => {
            onRank(rank + 1)
          }}
        >
          <span aria-hidden="true">→</span>
        </button>
      </div>
      <Picker
        label="Sort examples by"
        value={sort}
        options={sortKeys.map((key) => ({ value: key, title: sortTitles[key] }))}
        onPick={onSort}
      />
      <p className={styles.note}>
        {sortNotes[sort]}
        {sort !== 'place' && ` This one is number ${place + 1} in the data.`}
      </p>
    </div>
  )
}

function RankField({ rank, count, onRank }: { rank: number; count: number; onRank: (rank: number) => void }) {
  const [text, setText] = useState(String(rank + 1))
  const wanted = Number(text)
  const isValid = text.trim() !== '' && Number.isInteger(wanted) && wanted >= 1 && wanted <= count
  return (
    <span className={styles.rank}>
      <label>
        Example{' '}
        <input
          type="text"
          inputMode="numeric"
          autoComplete="off"
          aria-invalid={!isValid}
          aria-describedby="rank-problem"
          value={text}
          onChange={(event) => {
            setText(event.target.value)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && isValid) onRank(wanted - 1)
          }}
          onBlur={() => {
            if (isValid && wanted !== rank + 1) onRank(wanted - 1)
          }}
        />
      </label>{' '}
      of {count}
      <span className="problem" id="rank-problem" role="status">
        {!isValid && ` Enter a whole number from 1 to ${count}.`}
      </span>
    </span>
  )
}

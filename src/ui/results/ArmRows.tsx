import { useId, useState } from 'react'
import type { RunResults, TableCell, TableRow } from '../../results/results'
import { decimal, meanAndError, MISSING, signed } from '../format'
import { ArmName } from '../Swatch'
import { DifferenceCell } from './DifferenceCell'
import { seedValues, type Moment } from './seedValues'

const moments = ['postSft', 'postRl'] as const

/** An arm's row and, when opened, one row for each of its seeds. */
export function ArmRows({ row, results }: { row: TableRow; results: RunResults }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <tbody className="arm-rows" id={id}>
      <tr>
        <th scope="row">
          <button
            type="button"
            className="expand"
            aria-expanded={open}
            aria-controls={id}
            title={open ? 'Hide the seeds' : 'Show each seed'}
            onClick={() => {
              setOpen(!open)
            }}
          >
            <span className="chevron" aria-hidden="true">
              ›
            </span>
            <ArmName arm={row.arm} />
          </button>
        </th>
        {moments.map((moment) => (
          <Figures key={moment} cell={row[moment]} />
        ))}
        {moments.map((moment) => (
          <DifferenceCell key={moment} difference={row[moment]?.difference} reference={row.arm === 'sft'} />
        ))}
      </tr>
      {open && results.seeds.map((seed, i) => <SeedRow key={seed} seed={seed} place={i} row={row} results={results} />)}
    </tbody>
  )
}

function Figures({ cell }: { cell: TableCell | undefined }) {
  return (
    <>
      <td>{cell ? meanAndError(cell.passAt1) : MISSING}</td>
      <td>{cell ? meanAndError(cell.passAtK) : MISSING}</td>
    </>
  )
}

interface SeedRowProps {
  seed: number
  place: number
  row: TableRow
  results: RunResults
}

function SeedRow({ seed, place, row, results }: SeedRowProps) {
  const at = (arm: TableRow['arm'], metric: 'passAt1' | 'passAtK', moment: Moment): number =>
    seedValues(results, arm, metric, moment)[place] ?? NaN
  return (
    <tr className="seed-row">
      <th scope="row">seed {seed}</th>
      {moments.flatMap((moment) =>
        (['passAt1', 'passAtK'] as const).map((metric) => (
          <td key={moment + metric}>{decimal(at(row.arm, metric, moment))}</td>
        )),
      )}
      {moments.map((moment) => (
        <td key={moment} className="difference">
          {row.arm === 'sft' ? '' : signed(at(row.arm, 'passAt1', moment) - at('sft', 'passAt1', moment))}
        </td>
      ))}
    </tr>
  )
}

import { MISSING } from '../format'
import { ScrollRegion } from '../parts/ScrollRegion'
import { ArmName } from '../Swatch'
import type { Choice } from './choices'
import type { ChartModel } from './model'
import { valueText } from './readout'
import { columnsOf, MOST_ROWS, tableRows } from './tableRows'

const stageNames = { pretrain: 'Base policy', sft: 'SFT', rl: 'RL' } as const

/** A chart as a table: steps by arms, mean, 95 % interval and n. */
export function CurveTable({ model, small = false }: { model: ChartModel; small?: boolean }) {
  const { choice } = model
  const columns = columnsOf(model)
  const rows = tableRows(model)
  if (rows.length === 0) return <p className={small ? 'no-values plot-small' : 'no-values plot-main'}>No values yet</p>
  return (
    <ScrollRegion
      className={small ? 'curve-table plot-small' : 'curve-table plot-main'}
      label={`${choice.title} as a table, scrolls`}
    >
      <table>
        <caption className="visually-hidden">
          {choice.title}: mean over seeds, 95 % interval, n. {rows.length >= MOST_ROWS && 'Not every step stands here.'}
        </caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            {columns.map(({ key, series: [first] }) => (
              <th key={key} scope="col">
                {first && <ArmName arm={first.arm} />}
                {first?.run.overlay && <span className="table-run">{first.run.name}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ stage, step, cells }) => (
            <tr key={`${stage} ${step}`}>
              <th scope="row">
                {stageNames[stage]} {step}
              </th>
              {cells.map((cell, i) => (
                <td key={columns[i]?.key}>{cell ? <Cell choice={choice} over={cell} /> : MISSING}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Cell({ choice, over }: { choice: Choice; over: { mean: number; low: number; high: number; n: number } }) {
  const text = (value: number): string => valueText(choice, value)
  return (
    <>
      {text(over.mean)}{' '}
      <span className="table-rest">
        {over.n > 1 && `[${text(over.low)}, ${text(over.high)}], `}n = {over.n}
      </span>
    </>
  )
}

import type { Estimate } from '../../core/statistics'
import { MISSING } from '../format'
import { ScrollRegion } from '../parts/ScrollRegion'
import { ArmOfRun, EstimateText } from './kit/cells'
import kit from './kit/kit.module.css'
import { type ChartModel, overSeeds, type RunSeries } from './model'
import styles from './Plot.module.css'
import { stageNames, valueText } from './readout'
import type { ChartStage } from '../../results/series'

/** A chart as a table: steps by arms, mean, 95 % interval and n. */
export function CurveTable({ model, small = false }: { model: ChartModel; small?: boolean }) {
  const { choice } = model
  const columns = columnsOf(model)
  const rows = tableRows(model)
  const size = small ? styles.small : styles.main
  if (rows.length === 0) return <p className={`${kit.none} ${size}`}>No values yet</p>
  return (
    <ScrollRegion className={`${styles.table} ${size}`} label={`${choice.title} as a table, scrolls`}>
      <table>
        <caption className="visually-hidden">
          {choice.title}: mean over seeds, 95 % interval, n. {rows.length >= MOST_ROWS && 'Not every step stands here.'}
        </caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            {columns.map(({ key, series: [first] }) => (
              <th key={key} scope="col">
                {first && <ArmOfRun arm={first.arm} run={first.run.overlay ? first.run.name : undefined} />}
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
                <td key={columns[i]?.key}>
                  {cell ? <EstimateText of={cell} text={(value) => valueText(choice, value)} /> : MISSING}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** The most rows of a table; all values are in the CSV. */
export const MOST_ROWS = 120

/** A step of a stage with what each series has there. */
export interface TableRow {
  stage: ChartStage
  step: number
  /** In the order of `columnsOf`; undefined where a series has no value at this step. */
  cells: readonly (Estimate | undefined)[]
}

/** A column: an arm of a run, with its series in each stage. */
export interface TableColumn {
  key: string
  series: readonly RunSeries[]
}

/** A model's arms, each with all its stages. */
export function columnsOf({ series }: ChartModel): TableColumn[] {
  const columns = new Map<string, RunSeries[]>()
  for (const one of series) {
    const key = `${one.run.overlay ? 'overlay ' : ''}${one.arm}`
    columns.set(key, [...(columns.get(key) ?? []), one])
  }
  return [...columns].map(([key, own]) => ({ key, series: own }))
}

/** What a chart draws, as rows of steps: unsmoothed means with their intervals. Of many steps every n-th stands, and each stage's last. */
export function tableRows(model: ChartModel, most = MOST_ROWS): TableRow[] {
  const columns = columnsOf(model)
  const steps = model.segments.flatMap(({ stage }) => {
    const own = model.series.filter((one) => one.stage === stage).flatMap(({ raw }) => raw.map(({ step }) => step))
    return [...new Set(own)].sort((a, b) => a - b).map((step) => ({ stage, step }))
  })
  const every = Math.ceil(steps.length / most)
  const kept = steps.filter((row, i) => i % every === 0 || steps[i + 1]?.stage !== row.stage)
  const values = columns.map(
    ({ series }) => new Map(series.flatMap(({ stage, raw }) => raw.map((point) => [`${stage} ${point.step}`, point]))),
  )
  return kept.map(({ stage, step }) => ({
    stage,
    step,
    cells: values.map((column) => {
      const point = column.get(`${stage} ${step}`)
      return point && overSeeds(point)
    }),
  }))
}

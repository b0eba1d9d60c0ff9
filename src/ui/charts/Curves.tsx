import { useCallback, useMemo, useRef, useState } from 'react'
import { sortArms } from '../../config/armId'
import type { ShownRun } from '../runs/shownRun'
import styles from './charts.module.css'
import { choiceGroups, FIRST_CHOICE } from './choices'
import { axisUnits, clockOf, hasUnit } from '../../results/series'
import { CursorProvider } from './cursor'
import type { ChartLayers } from './model'
import { Legend } from './Toolbar'
import { MainChart } from './MainChart'
import { type ChartRun, stageLengths } from './model'
import type { Curved } from '../../results/series'
import { SmallCharts } from './SmallCharts'
import { Toolbar } from './Toolbar'

interface Props {
  run: ShownRun
  /** A second run, drawn thin over the first in every chart. */
  overlay: ShownRun | undefined
  layers: ChartLayers
  onLayers: (layers: ChartLayers) => void
}

/** All time series of a run: a large one with a choice of metrics, and small ones below it. */
export function Curves({ run, overlay, layers, onLayers }: Props) {
  const [chosen, setChosen] = useState(FIRST_CHOICE)
  const own = useChartRun(run, false)
  const other = useChartRun(overlay, true)
  const runs = useMemo(
    () => [own, layers.overlay ? other : undefined].filter((one) => one !== undefined),
    [own, other, layers.overlay],
  )
  const lengths = useMemo(() => stageLengths(runs, layers.unit), [runs, layers.unit])
  const groups = useMemo(() => choiceGroups(own?.config?.evaluation.k), [own?.config?.evaluation.k])
  const units = useMemo(() => axisUnits.filter((unit) => runs.every(({ points }) => hasUnit(points, unit))), [runs])
  const main = useRef<HTMLElement>(null)
  const enlarge = useCallback((id: string) => {
    setChosen(id)
    // The small chart goes away, and with it the focus; the large one may be out of sight.
    main.current?.focus()
  }, [])
  const choices = groups.flatMap((group) => group.choices)
  const choice = choices.find(({ id }) => id === chosen) ?? choices[0]
  if (!choice) return null
  const shared = { choices, runs, lengths, layers }
  return (
    <section className={styles.curves} aria-label="Curves" data-tour="curves">
      <h2 className="visually-hidden">Curves</h2>
      <Toolbar layers={layers} onChange={onLayers} units={units} />
      <Legend arms={armsOf(runs)} overlay={other} layers={layers} onChange={onLayers} />
      <CursorProvider>
        <MainChart {...shared} ref={main} choice={choice} groups={groups} onChoose={setChosen} />
        <SmallCharts {...shared} chosen={choice.id} onChoose={enlarge} />
      </CursorProvider>
    </section>
  )
}

/** A run as the charts look into it, anew only when it has new points. */
function useChartRun(run: ShownRun | undefined, overlay: boolean): ChartRun | undefined {
  const name = run?.name
  const { config, seeds, points } = run?.results ?? {}
  return useMemo(
    () =>
      name !== undefined && seeds && points
        ? { name, config, seeds, points, overlay, clock: clockOf(points) }
        : undefined,
    [name, config, seeds, points, overlay],
  )
}

/** The arms of all runs, in the order of tables. */
const armsOf = (runs: readonly ChartRun[]): Curved[] =>
  sortArms([...new Set(runs.flatMap(({ config }) => config?.arms ?? []))])

import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { sortArms } from '../../config/armId'
import Diagnostics from '../results/Diagnostics'
import type { ShownRun } from '../runs/shownRun'
import { OwnNames } from '../useArmStyle'
import { choiceGroups, FIRST_CHOICE } from './choices'
import { axisUnits, hasUnit } from './clock'
import { CursorProvider } from './cursor'
import { allLayers } from './layers'
import { Legend } from './Legend'
import { MainChart } from './MainChart'
import { type ChartRun, stageLengths } from './model'
import type { Curved } from './series'
import { SmallCharts } from './SmallCharts'
import { Toolbar } from './Toolbar'
import { useChartRun } from './useChartRun'
import { useThrottled } from './useThrottled'

interface Props {
  run: ShownRun
  /** A second run, drawn thin over the first in every chart. */
  overlay?: ShownRun | undefined
}

/** Charts are drawn at most ten times a second, however fast events come in. */
const REDRAW_MILLISECONDS = 100

/** All charts of a run: a large one with a choice of metrics, small ones below it, and what RL made of each checkpoint. */
export default function Curves({ run, overlay }: Props) {
  // Drawing may also lag behind the events, so that buttons never wait for curves.
  const shown = useDeferredValue(useThrottled(run, REDRAW_MILLISECONDS))
  const [layers, setLayers] = useState(allLayers)
  const [chosen, setChosen] = useState(FIRST_CHOICE)
  const own = useChartRun(shown, false)
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
    <OwnNames value={shown.results.config?.own}>
      <section className="curves" aria-label="Curves" data-tour="curves">
        <h2 className="visually-hidden">Curves</h2>
        <Toolbar layers={layers} onChange={setLayers} units={units} />
        <Legend arms={armsOf(runs)} overlay={other} layers={layers} onChange={setLayers} />
        <CursorProvider>
          <MainChart {...shared} ref={main} choice={choice} groups={groups} onChoose={setChosen} />
          <SmallCharts {...shared} chosen={choice.id} onChoose={enlarge} />
        </CursorProvider>
        <Diagnostics run={shown} overlay={layers.overlay ? overlay : undefined} layers={layers} />
      </section>
    </OwnNames>
  )
}

/** The arms of all runs, in the order of tables. */
const armsOf = (runs: readonly ChartRun[]): Curved[] =>
  sortArms([...new Set(runs.flatMap(({ config }) => config?.arms ?? []))])

import { useMemo } from 'react'
import { MISSING } from '../format'
import { ScrollRegion } from '../parts/ScrollRegion'
import { ArmName } from '../ArmMarks'
import { OwnNames } from '../armStyle'
import { Difference, Figure } from './Figures'
import styles from './Runs.module.css'
import type { ShownRun } from './shownRun'
import { type Estimate, estimate, pairedDifference } from '../../core/statistics'
import type { ArmId } from '../../config/armId'
import { armsOf, type ExperimentConfig } from '../../config/config'
import type { RunResults } from '../../results/results'
import { valuesAt } from '../../results/tables'
import { configDiff } from './configDiff'

const moments = [
  ['postSft', 'After SFT'],
  ['postRl', 'After RL'],
] as const

/** pass@1 of every arm in two runs, and what the shown one has more, paired by the seeds that both have. */
export function Comparison({ shown, overlay }: { shown: ShownRun; overlay: ShownRun }) {
  const compared = useMemo(() => compareRuns(shown.results, overlay.results), [shown.results, overlay.results])
  const { config } = shown.results
  const other = overlay.results.config
  if (!config || !other) return null
  return (
    <section aria-label="Comparison of two runs">
      <h2>
        {shown.name} and {overlay.name}
      </h2>
      <p className={styles.about}>
        pass@1, mean ± standard error over each run’s seeds. The difference is {shown.name} less {overlay.name}, paired
        by the seeds that both have, with a 95 % interval.
        {!sameTask(config, other) && (
          <strong> The runs were not asked the same held-out prompts: a difference is also one of the task.</strong>
        )}
      </p>
      <ScrollRegion label="Comparison, scrolls sideways" className={styles.scroll ?? ''}>
        <OwnNames value={config.own}>
          <table>
            <thead>
              <tr>
                <th rowSpan={2} scope="col">
                  Arm
                </th>
                {moments.map(([id, title]) => (
                  <th key={id} colSpan={3} scope="colgroup">
                    {title}
                  </th>
                ))}
              </tr>
              <tr>
                {moments.flatMap(([id]) =>
                  [shown.name, overlay.name, 'Difference'].map((title) => (
                    <th key={id + title} scope="col">
                      {title}
                    </th>
                  )),
                )}
              </tr>
            </thead>
            <tbody>
              {compared.map((row) => (
                <tr key={row.arm}>
                  <th scope="row">
                    <ArmName arm={row.arm} />
                  </th>
                  {moments.map(([id]) => (
                    <MomentCells key={id} moment={row[id]} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </OwnNames>
      </ScrollRegion>
    </section>
  )
}

function MomentCells({ moment: { one, other, difference } }: { moment: ComparedMoment }) {
  const unpaired = one && other && !difference
  return (
    <>
      <td>
        <Figure value={one} />
      </td>
      <td>
        <Figure value={other} />
      </td>
      <td>
        {difference ? (
          <Difference value={difference} />
        ) : unpaired ? (
          <span className={styles.remark}>no seed in common: cannot be paired</span>
        ) : (
          MISSING
        )}
      </td>
    </>
  )
}

/** pass@1 of one arm in two runs at the same moment; a run’s part is left out where none of its seeds has got there. */
export interface ComparedMoment {
  one?: Estimate
  other?: Estimate
  /** `one` less `other`, paired over the seeds that both have; left out where they share none. */
  difference?: Estimate
}

export interface ComparedArm {
  arm: ArmId
  postSft: ComparedMoment
  postRl: ComparedMoment
}

/** Every arm of either run, those of the first one first, where RL starts and after each run’s own last RL step. */
export function compareRuns(one: RunResults, other: RunResults): ComparedArm[] {
  const armsIn = ({ config }: RunResults): ArmId[] => (config ? armsOf(config) : [])
  return [...new Set([...armsIn(one), ...armsIn(other)])].map((arm) => ({
    arm,
    postSft: momentOf(bySeed(one, arm, 0), bySeed(other, arm, 0)),
    postRl: momentOf(bySeed(one, arm, one.config?.rl.steps), bySeed(other, arm, other.config?.rl.steps)),
  }))
}

/** An arm’s pass@1 of every seed that has one at this RL step. */
function bySeed(results: RunResults, arm: ArmId, step: number | undefined): Map<number, number> {
  const values = step === undefined ? [] : valuesAt(results, arm, 'passAt1', step)
  return new Map(
    results.seeds.flatMap((seed, i): [number, number][] => {
      const value = values[i]
      return value === undefined ? [] : [[seed, value]]
    }),
  )
}

function momentOf(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): ComparedMoment {
  const pairs = [...one].flatMap(([seed, value]): [number, number][] => {
    const counterpart = other.get(seed)
    return counterpart === undefined ? [] : [[value, counterpart]]
  })
  const column = (i: 0 | 1): number[] => pairs.map((pair) => pair[i])
  return {
    ...(one.size > 0 && { one: estimate([...one.values()]) }),
    ...(other.size > 0 && { other: estimate([...other.values()]) }),
    ...(pairs.length > 0 && { difference: pairedDifference(column(0), column(1)) }),
  }
}

/** Whether both experiments ask a seed’s policies the same held-out prompts, so that their pass@1 is of the same task. */
export function sameTask(one: ExperimentConfig, other: ExperimentConfig): boolean {
  return !configDiff(one, other).some(({ path }) => path.startsWith('game.') || path === 'evaluation.prompts')
}

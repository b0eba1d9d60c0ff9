import { useMemo } from 'react'
import { MISSING } from '../format'
import { ScrollRegion } from '../parts/ScrollRegion'
import { ArmName } from '../Swatch'
import { OwnNames } from '../useArmStyle'
import { type ComparedMoment, compareRuns, sameTask } from './compare'
import { Difference, Figure } from './Figures'
import styles from './Runs.module.css'
import type { ShownRun } from './shownRun'

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

import { useState } from 'react'
import { decimal, duration } from '../format'
import { framesPerSecond, type Responsiveness } from '../run/responsiveness'
import styles from './Benchmark.module.css'
import { type RedrawTimes, redrawTimes } from '../../results/redraw'

/** How this page kept up with drawing while the last run of this tab trained in its worker. */
export function PageResponsiveness({ measured }: { measured: Responsiveness | undefined }) {
  return (
    <section className="panel" aria-label="This page while it trains">
      <h2>This page while it trains</h2>
      {measured && measured.frames > 0 ? (
        <>
          <p className={styles.about}>
            During the last run of this tab, for {duration(measured.milliseconds / 1000)} in which the page was in
            sight. Training is in a worker; what is measured here is the thread that draws and answers.
          </p>
          <dl className={styles.headlines}>
            <Figure name="Frames a second" value={decimal(framesPerSecond(measured), 1)} />
            <Figure name="Longest frame" value={`${decimal(measured.longestFrame, 0)} ms`} />
            <Figure
              name="Tasks of more than 50 ms"
              value={measured.longTasks === undefined ? 'not reported by this browser' : String(measured.longTasks)}
            />
            {measured.longTasks !== undefined && measured.longTasks > 0 && (
              <Figure name="Longest task" value={`${decimal(measured.longestTask, 0)} ms`} />
            )}
          </dl>
        </>
      ) : (
        <p className={styles.about}>
          Run an experiment: afterwards this says how many frames a second the page drew meanwhile, and how long its
          longest task was.
        </p>
      )}
      <Redraw />
    </section>
  )
}

/** What a large run costs the page each time that it is drawn again. */
function Redraw() {
  const [times, setTimes] = useState<RedrawTimes>()
  const text = (milliseconds: number | undefined): string =>
    milliseconds === undefined ? 'not measured' : `${decimal(milliseconds, 1)} ms a redraw`
  return (
    <>
      <dl className={styles.headlines}>
        <Figure name="Tables of a run of 30,000 points" value={text(times?.tables)} />
        <Figure name="Two curves with bands" value={text(times?.curves)} />
      </dl>
      <div className="actions">
        <button
          type="button"
          onClick={() => {
            setTimes(redrawTimes())
          }}
        >
          Measure a redraw
        </button>
      </div>
    </>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

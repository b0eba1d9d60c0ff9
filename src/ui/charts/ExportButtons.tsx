import { armStyle } from '../armStyle'
import styles from './charts.module.css'
import { csvOf } from '../../results/csv'
import { download, fileName } from '../parts/download'
import type { ChartModel, ChartRun } from './model'
import { type LegendEntry, pictureOf, pngOf } from './kit/picture'

interface Props {
  model: ChartModel
  runs: readonly ChartRun[]
  /** Says below a picture what its axis counts and what its lines are. */
  note: string
  /** Looks for what is shown large: the part of the page to fill the screen with, and in it the drawing. */
  figure: () => HTMLElement | null
}

/** The main chart as a picture or on the whole screen, and everything that was measured as CSV. */
export function ExportButtons({ model, runs, note, figure }: Props) {
  const name = runs[0]?.name ?? 'run'
  const { choice } = model
  const picture = () => {
    const drawn = figure()?.querySelector<SVGSVGElement>('.recharts-surface')
    return drawn && pictureOf(drawn, { title: `${choice.title}, ${name}`, note, legend: legendOf(model) })
  }
  const saveSvg = (): void => {
    const made = picture()
    if (made) download(new Blob([made.svg], { type: 'image/svg+xml' }), fileName([name, choice.title], 'svg'))
  }
  const savePng = async (): Promise<void> => {
    const made = picture()
    if (made) download(await pngOf(made), fileName([name, choice.title], 'png'))
  }
  const saveCsv = (): void => {
    download(new Blob([csvOf(runs)], { type: 'text/csv;charset=utf-8' }), fileName([name], 'csv'))
  }
  const isDrawn = model.series.length > 0
  return (
    <div className={styles.exports} role="group" aria-label="Take the chart along">
      <button type="button" title="Every value of the run, as it was measured" onClick={saveCsv}>
        CSV
      </button>
      <button type="button" disabled={!isDrawn} onClick={saveSvg}>
        SVG
      </button>
      <button type="button" disabled={!isDrawn} onClick={() => void savePng()}>
        PNG
      </button>
      {document.fullscreenEnabled && (
        <button type="button" onClick={() => void toggleFullscreen(figure())}>
          Full screen
        </button>
      )}
    </div>
  )
}

async function toggleFullscreen(element: HTMLElement | null): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen()
  else await element?.requestFullscreen()
}

/** Each arm once a run. */
function legendOf({ series }: ChartModel): LegendEntry[] {
  const entries = new Map<string, LegendEntry>()
  for (const { arm, run } of series) {
    const { title, color, dash } = armStyle(arm, run.config?.own)
    const name = run.overlay ? `${title} (${run.name})` : title
    entries.set(name, { title: name, color, dash, thin: run.overlay })
  }
  return [...entries.values()]
}

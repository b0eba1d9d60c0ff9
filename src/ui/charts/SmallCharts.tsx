import { useMemo } from 'react'
import { metrics, type MetricId } from '../../experiment/metrics'
import type { RunResults } from '../../experiment/results'
import { chartData, type ChartStage } from './chartData'
import type { ChartLayers } from './layers'
import { MetricChart } from './MetricChart'

/** A metric in a chart of its own, over the stages that have it. */
interface SmallChart {
  id: string
  metric: MetricId
  title: string
  stages: readonly ChartStage[]
  bounds?: readonly [number, number]
}

const BOTH = ['sft', 'rl'] as const
const SFT = ['sft'] as const
const RL = ['rl'] as const

const charts: readonly SmallChart[] = [
  { id: 'loss', metric: 'loss', title: 'SFT loss', stages: SFT },
  { id: 'reward', metric: 'reward', title: 'Reward', stages: RL, bounds: [0, 1] },
  { id: 'entropy', metric: 'entropy', title: 'Entropy', stages: BOTH },
  { id: 'kl', metric: 'kl', title: 'KL to the SFT checkpoint', stages: RL },
  { id: 'weight', metric: 'meanWeight', title: 'Mean weight', stages: SFT },
  { id: 'nll', metric: 'heldOutNll', title: 'Held-out NLL', stages: BOTH },
  { id: 'gradient', metric: 'gradNorm', title: 'Gradient norm', stages: BOTH },
  { id: 'length', metric: 'responseLength', title: 'Response length', stages: RL },
]

/** The diagnostics beside the main chart, each small: means and bands. */
export default function SmallCharts({ results, layers }: { results: RunResults; layers: ChartLayers }) {
  return (
    <div className="small-charts">
      {charts.map((chart) => (
        <SmallFigure key={chart.id} chart={chart} results={results} layers={layers} />
      ))}
    </div>
  )
}

function SmallFigure({ chart, results, layers }: { chart: SmallChart; results: RunResults; layers: ChartLayers }) {
  const { id, metric, title, stages, bounds } = chart
  const data = useMemo(() => chartData(results, metric, stages, bounds), [results, metric, stages, bounds])
  return (
    <figure className="chart chart-small" aria-labelledby={`chart-${id}-title`} aria-describedby={`chart-${id}-about`}>
      <figcaption>
        <h3 id={`chart-${id}-title`}>{title}</h3>
        <p className="chart-about" id={`chart-${id}-about`}>
          {metrics[metric].description}
        </p>
      </figcaption>
      <MetricChart data={data} layers={layers} height={170} bounds={bounds} small ticks={4} />
      <p className="chart-stages">{stages.map((stage) => (stage === 'sft' ? 'SFT' : 'RL')).join(', then ')} steps</p>
    </figure>
  )
}

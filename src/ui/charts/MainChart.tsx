import { useMemo, useState } from 'react'
import { metrics } from '../../experiment/metrics'
import type { RunResults } from '../../experiment/results'
import { chartData } from './chartData'
import type { ChartLayers } from './layers'
import { MetricChart } from './MetricChart'

const choices = ['passAt1', 'passAtK', 'greedy'] as const
type Choice = (typeof choices)[number]

const STAGES = ['sft', 'rl'] as const
const SHARE = [0, 1] as const

const titleOf = (metric: Choice, k: number | undefined): string =>
  metric === 'passAtK' && k !== undefined ? `pass@${k}` : metrics[metric].title

/** The chart that answers the question: accuracy on held-out prompts through SFT and then through RL. */
export function MainChart({ results, layers }: { results: RunResults; layers: ChartLayers }) {
  const [metric, setMetric] = useState<Choice>('passAt1')
  const data = useMemo(() => chartData(results, metric, STAGES, SHARE), [results, metric])
  const k = results.config?.evaluation.k
  const title = titleOf(metric, k)
  const n = results.seeds.length
  return (
    <figure className="chart chart-main" aria-labelledby="main-chart-title" aria-describedby="main-chart-about">
      <figcaption>
        <div className="chart-head">
          <h3 id="main-chart-title">Held-out {title}</h3>
          <label className="metric-choice">
            <span className="visually-hidden">Metric of the main chart</span>
            <select
              value={metric}
              onChange={(event) => {
                setMetric(choices.find((choice) => choice === event.target.value) ?? 'passAt1')
              }}
            >
              {choices.map((choice) => (
                <option key={choice} value={choice}>
                  {titleOf(choice, k)}
                </option>
              ))}
            </select>
          </label>
        </div>
      </figcaption>
      <MetricChart data={data} layers={layers} height={340} bounds={SHARE} yLabel={title} ticks={9} />
      <p className="axis-name" aria-hidden="true">
        step of SFT, then step of RL
      </p>
      <p className="chart-about" id="main-chart-about">
        {metrics[metric].description} Thick line: mean over {n === 1 ? 'the one seed' : `${n} seeds`}; thin lines: each
        seed.{' '}
        {n > 1
          ? 'Band: 95 % t-interval of the mean, cut at 0 and 1 in the drawing only.'
          : 'One seed gives no interval.'}
      </p>
    </figure>
  )
}

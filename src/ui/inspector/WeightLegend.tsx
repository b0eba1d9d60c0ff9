import { ClipMark, type ClippedValue, clipWords } from './ClipMark'
import { legendTicks, SCALE_END, weightColor } from './weightLook'

const STOPS = 40

/** The scale itself, from 1/100 to 100, drawn by the function that colours the cells. */
function gradient(): string {
  const stops = Array.from({ length: STOPS + 1 }, (_, i) => weightColor(Math.log(SCALE_END) * ((2 * i) / STOPS - 1)))
  return `linear-gradient(to right, ${stops.join(', ')})`
}

const marks: readonly (readonly [ClippedValue, 'low' | 'high'])[] = [
  ['δ', 'low'],
  ['δ', 'high'],
  ['log G', 'low'],
  ['log G', 'high'],
]

const share = (weight: number): number => 50 + (50 * Math.log(weight)) / Math.log(SCALE_END)

/** What colours and marks mean. */
export function WeightLegend() {
  return (
    <div className="weight-legend">
      <div className="weight-scale">
        <span className="weight-scale-end">counts less</span>
        <div>
          <div className="weight-ramp" style={{ background: gradient() }} />
          <ol className="weight-ticks" aria-label="Weights on the colour scale">
            {legendTicks.map((weight) => (
              <li key={weight} style={{ left: `${share(weight)}%` }}>
                {weight}
              </li>
            ))}
          </ol>
        </div>
        <span className="weight-scale-end">counts more than in SFT</span>
      </div>
      <ul className="mark-legend" aria-label="Marks">
        {marks.map(([value, side]) => (
          <li key={`${value} ${side}`}>
            <span aria-hidden="true">
              <ClipMark value={value} side={side} />
            </span>{' '}
            {clipWords(value, side)}
          </li>
        ))}
        <li>
          <span className="enters-sample" aria-hidden="true" /> δ that the chosen weight sums up
        </li>
      </ul>
    </div>
  )
}

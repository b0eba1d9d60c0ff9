import { legendTicks, SCALE_END, weightColor } from './weightLook'
import styles from './Inspector.module.css'
import type { ClipSide } from './weights'

export type ClippedValue = 'δ' | 'log G'

/** What a mark means. */
export const clipWords = (value: ClippedValue, side: 'low' | 'high'): string =>
  `${value} clipped to ${value} ${side === 'low' ? 'min' : 'max'}`

/** δ: a triangle. log G: the triangle against a bar. Down where the clip is the lower bound. */
const outlines = {
  δ: 'M1 8L5 2L9 8Z',
  'log G': 'M1 9L5 4L9 9ZM1 1H9V2.6H1Z',
} as const

interface Props {
  value: ClippedValue
  side: ClipSide
}

/** The mark of a clipped value; nothing where no clip changed it. */
export function ClipMark({ value, side }: Props) {
  if (side === undefined) return null
  const words = clipWords(value, side)
  return (
    <svg className={styles.clipMark} role="img" aria-label={words} width="9" height="9" viewBox="0 0 10 10">
      <title>{words}</title>
      <path d={outlines[value]} transform={side === 'low' ? 'matrix(1 0 0 -1 0 10)' : undefined} fill="currentcolor" />
    </svg>
  )
}

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
    <div className={styles.legend}>
      <div className={styles.scale}>
        <span className={styles.scaleEnd}>counts less</span>
        <div>
          <div className={styles.ramp} style={{ background: gradient() }} />
          <ol className={styles.ticks} aria-label="Weights on the colour scale">
            {legendTicks.map((weight) => (
              <li key={weight} style={{ left: `${share(weight)}%` }}>
                {weight}
              </li>
            ))}
          </ol>
        </div>
        <span className={styles.scaleEnd}>counts more than in SFT</span>
      </div>
      <ul className={styles.marks} aria-label="Marks">
        {marks.map(([value, side]) => (
          <li key={`${value} ${side}`}>
            <span aria-hidden="true">
              <ClipMark value={value} side={side} />
            </span>{' '}
            {clipWords(value, side)}
          </li>
        ))}
        <li>
          <span className={styles.entersSample} aria-hidden="true" /> δ that the chosen weight sums up
        </li>
      </ul>
    </div>
  )
}

import type { CSSProperties } from 'react'
import { mean } from '../../core/statistics'
import type { PearVariant } from '../../pear/weights'
import { signed } from '../format'
import { ArmName } from '../Swatch'
import { ClipMark } from './ClipMark'
import { hoverOf } from './hover'
import type { VariantWeight } from './marks'
import type { Selection } from './selection'
import { weightColor } from './weightLook'
import { sharedSpans, type Span } from './spans'
import { weightText } from './weightLook'

interface Props {
  variant: PearVariant
  weights: readonly VariantWeight[]
  /** B. */
  block: number
  shown: Selection
  onChoose: (selection: Selection) => void
  onHover: (selection: Selection | undefined) => void
}

/** The weights of one variant. Tokens that share a weight share a cell: blocks, and the whole response. */
export function VariantRow({ variant, weights, block, shown, onChoose, onHover }: Props) {
  const isShown = variant === shown.variant
  return (
    <tr className={isShown ? 'variant variant-shown' : 'variant'}>
      <th scope="row" className="weight-row-name">
        <ArmName arm={variant} />
      </th>
      {/* Said once, in the first row. */}
      <td className="prompt-cell">{variant === 'token' && 'The prompt is not in the loss.'}</td>
      {sharedSpans(variant, weights.length, block).map((span) => {
        const own = weights[span.start]
        if (!own) return null
        const holdsShown = span.start <= shown.t && shown.t <= span.end
        // A cell of many tokens stands for the one that is looked at, where it holds that.
        const selection = { variant, t: holdsShown ? shown.t : span.start }
        return (
          <td
            key={span.start}
            colSpan={span.end - span.start + 1}
            className={cellClass(span, holdsShown && isShown)}
            style={weightStyle(own.logWeight)}
            title={`Ĝ = ${weightText(Math.exp(own.logWeight))}, log G = ${signed(own.raw, 3)}`}
            onClick={() => {
              onChoose(selection)
            }}
            {...hoverOf(selection, onHover)}
          >
            <span className="weight-number">
              {weightText(Math.exp(own.logWeight))}
              <ClipMark value="log G" side={own.clipped} />
            </span>
          </td>
        )
      })}
      <td className="row-mean">{weightText(mean(weights.map(({ logWeight }) => Math.exp(logWeight))))}</td>
    </tr>
  )
}

const cellClass = ({ start, end }: Span, isShown: boolean): string =>
  ['weight-cell', end > start && 'weight-shared', isShown && 'weight-shown'].filter(Boolean).join(' ')

/** The background of a weight's cell. */
export const weightStyle = (logWeight: number): CSSProperties => ({ backgroundColor: weightColor(logWeight) })

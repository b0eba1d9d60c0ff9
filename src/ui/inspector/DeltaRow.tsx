import { decimal, signed } from '../format'
import { ClipMark } from './ClipMark'
import { hoverOf } from './hover'
import type { Ratio } from './marks'
import type { Selection } from './selection'
import type { Span } from './spans'

/** Half the height of a bar, in pixels. */
const REACH = 18

interface Props {
  ratios: readonly Ratio[]
  /** The tokens whose δ enter the weight that is looked at. */
  entering: Span | undefined
  shown: Selection
  onChoose: (selection: Selection) => void
  onHover: (selection: Selection | undefined) => void
}

/** δ_t as bars around 0: solid what counts, hollow what the clip took away. */
export function DeltaRow({ ratios, entering, shown, onChoose, onHover }: Props) {
  const largest = Math.max(0.1, ...ratios.map(({ raw }) => Math.min(4, Math.abs(raw))))
  return (
    <tr className="deltas">
      <th scope="row" className="weight-row-name">
        δ<sub>t</sub>
        <span className="row-note">
          log π<sub>θ</sub> − log π<sub>β</sub>, clipped
        </span>
      </th>
      <td className="prompt-cell" />
      {ratios.map(({ raw, delta, clipped }, t) => {
        const enters = entering !== undefined && entering.start <= t && t <= entering.end
        const selection = { ...shown, t }
        return (
          <td
            key={t}
            className={enters ? 'delta-cell enters' : 'delta-cell'}
            title={`δ = ${signed(delta, 3)}; log π_θ − log π_β = ${signed(raw, 3)} before the clip`}
            onClick={() => {
              onChoose(selection)
            }}
            {...hoverOf(selection, onHover)}
          >
            <svg className="delta-bar" width="100%" height={2 * REACH} aria-hidden="true" focusable="false">
              {clipped && <Bar value={raw} scale={REACH / largest} className="delta-raw" />}
              <Bar value={delta} scale={REACH / largest} className={delta < 0 ? 'delta-less' : 'delta-more'} />
              <line x1="0" x2="100%" y1={REACH} y2={REACH} className="delta-zero" />
            </svg>
            <span className="weight-number">
              {signed(delta, 2)}
              <ClipMark value="δ" side={clipped} />
            </span>
          </td>
        )
      })}
      <td className="row-mean">
        <span title="The sum of all δ: log G of PEAR (sequence) before its clip">
          Σ{' '}
          {decimal(
            ratios.reduce((sum, { delta }) => sum + delta, 0),
            2,
          )}
        </span>
      </td>
    </tr>
  )
}

function Bar({ value, scale, className }: { value: number; scale: number; className: string }) {
  const height = Math.min(REACH, Math.abs(value) * scale)
  return <rect className={className} x="22%" width="56%" y={value < 0 ? REACH : REACH - height} height={height} />
}

import type { Estimate } from '../../core/statistics'
import { includesZero, interval, MISSING, signed } from '../format'

interface Props {
  /** Undefined where there is nothing to compare yet, or with. */
  difference: Estimate | undefined
  /** Canonical SFT itself: what the others are compared to. */
  reference: boolean
}

/** A paired difference with its interval and n: `+0.250 [0.030, 0.480], n = 8`. */
export function DifferenceCell({ difference, reference }: Props) {
  if (reference) return <td className="difference reference">reference</td>
  if (!difference) return <td className="difference">{MISSING}</td>
  const range = interval(difference)
  const shown = range !== undefined && !includesZero(difference)
  return (
    <td className={shown ? 'difference' : 'difference difference-open'}>
      <span className="figure">{signed(difference.mean)}</span>
      {range && (
        <>
          {' '}
          <span className="interval">{range}</span>
        </>
      )}
      <span className="visually-hidden">, </span>
      <span className="remark">{remark(difference.n, range !== undefined, shown)}</span>
    </td>
  )
}

function remark(n: number, hasInterval: boolean, shown: boolean): string {
  if (!hasInterval) return `n = ${n}: no interval`
  return shown ? `n = ${n}` : `n = ${n}, no difference shown`
}

import type { Estimate } from '../../core/statistics'
import { decimal, interval } from '../format'

/** `0.705 [0.563, 0.847], n = 6`: mean, 95 % interval and number of seeds. */
export function EstimateText({ of }: { of: Estimate }) {
  const range = interval(of)
  return (
    <>
      {decimal(of.mean)}{' '}
      <span className="table-rest">
        {range && `${range}, `}n = {of.n}
      </span>
    </>
  )
}

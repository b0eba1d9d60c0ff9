import type { TopTokens as Top } from '../../results/events'
import { decimal } from '../format'
import { tokenText } from './selection'
import { withWritten } from './withWritten'

interface Side {
  name: string
  title: string
  top: Top | undefined
  /** log probability of the token that was written. */
  logProb: number
}

/** What each policy would write at this place, most likely first, with the token that was written among it. */
export function TopTokens({ written, sides }: { written: string; sides: readonly Side[] }) {
  const isMissing = sides.some(({ top }) => top === undefined)
  return (
    <>
      <div className="top-tokens">
        {sides.map(({ name, title, top, logProb }) => (
          <table key={name}>
            <caption>{title}</caption>
            <tbody>
              {withWritten(top ?? [], written, Math.exp(logProb)).map(([token, probability]) => (
                <tr key={token} className={token === written ? 'written' : undefined}>
                  <th scope="row">
                    <code>{tokenText(token)}</code>
                    {token === written && <span className="visually-hidden"> (written)</span>}
                  </th>
                  <td className="top-bar">
                    <span style={{ width: `${100 * probability}%` }} />
                  </td>
                  <td className="top-share">{decimal(100 * probability, 1)} %</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
      <p className="inspector-note">
        {isMissing
          ? 'The other tokens are kept for the first examples of the data only: sort by place in the data to see them.'
          : 'The five most likely tokens; the written one is in bold.'}
      </p>
    </>
  )
}

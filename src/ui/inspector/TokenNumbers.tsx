import { useId } from 'react'
import type { PearVariant } from '../../pear/weights'
import { decimal, signed } from '../format'
import { ArmName } from '../Swatch'
import { ClipMark, clipWords } from './ClipMark'
import { type ExampleWeights, pearVariants } from './marks'
import { weightStyle } from './VariantRow'
import { weightText } from './weightLook'

interface Props {
  weights: ExampleWeights
  /** The token, from 0. */
  t: number
  logPolicy: number
  logBehaviour: number
  variant: PearVariant
  onVariant: (variant: PearVariant) => void
}

/** How δ of a token comes about, and its weight under each variant; which one's formula is shown can be chosen. */
export function TokenNumbers({ weights, t, logPolicy, logBehaviour, variant, onVariant }: Props) {
  const group = useId()
  const ratio = weights.ratios[t]
  if (!ratio) return null
  return (
    <>
      <p className="ratio-line">
        <span>
          log π<sub>θ</sub> <b>{decimal(logPolicy)}</b>
        </span>{' '}
        −{' '}
        <span>
          log π<sub>β</sub> <b>{decimal(logBehaviour)}</b>
        </span>{' '}
        ={' '}
        <span>
          <b>{signed(ratio.raw)}</b>
        </span>{' '}
        →{' '}
        <span>
          δ <b>{signed(ratio.delta)}</b>
        </span>
        {ratio.clipped && <span className="clip-words"> {clipWords('δ', ratio.clipped)}</span>}
      </p>
      <table className="token-numbers">
        <thead>
          <tr>
            <th scope="col">Formula of</th>
            <th scope="col">log G</th>
            <th scope="col">Ĝ</th>
          </tr>
        </thead>
        <tbody>
          {pearVariants.map((one) => {
            const weight = weights[one][t]
            return (
              weight && (
                <tr key={one}>
                  <th scope="row">
                    <label>
                      <input
                        type="radio"
                        name={group}
                        checked={one === variant}
                        onChange={() => {
                          onVariant(one)
                        }}
                      />
                      <ArmName arm={one} />
                    </label>
                  </th>
                  <td className="nowrap">
                    {decimal(weight.raw)} <ClipMark value="log G" side={weight.clipped} />
                  </td>
                  <td className="weight-chip" style={weightStyle(weight.logWeight)}>
                    {weightText(Math.exp(weight.logWeight))}
                  </td>
                </tr>
              )
            )
          })}
        </tbody>
      </table>
    </>
  )
}

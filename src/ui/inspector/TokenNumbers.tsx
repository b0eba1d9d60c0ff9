import { useId } from 'react'
import type { PearVariant } from '../../pear/weights'
import { decimal, signed } from '../format'
import { classes } from '../parts/classes'
import { ArmName } from '../ArmMarks'
import shared from './Inspector.module.css'
import styles from './TokenDetails.module.css'
import { weightStyle } from './TokenRows'
import { ClipMark, clipWords } from './WeightLegend'
import { weightText } from './weightLook'
import { type ExampleWeights, pearVariants } from './weights'

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
      <p className={styles.ratio}>
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
        {ratio.clipped && <span className={styles.clipWords}> {clipWords('δ', ratio.clipped)}</span>}
      </p>
      <table className={classes(shared.figures, styles.numbers)}>
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
                  <td className={styles.chip} style={weightStyle(weight.logWeight)}>
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

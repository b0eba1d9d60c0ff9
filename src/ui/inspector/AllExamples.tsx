import { memo, useMemo } from 'react'
import type { PearSettings } from '../../pear/weights'
import { decimal } from '../format'
import { classes } from '../parts/classes'
import { ScrollRegion } from '../parts/ScrollRegion'
import { ArmName } from '../ArmMarks'
import { clippedRatios, summarise } from './aggregates'
import styles from './AllExamples.module.css'
import { binsFor } from './WeightHistogram'
import shared from './Inspector.module.css'
import { PositionChart } from './PositionChart'
import { WeightHistogram } from './WeightHistogram'
import { weightText } from './weightLook'
import { type ExampleWeights, pearVariants } from './weights'

interface Props {
  all: readonly ExampleWeights[]
  settings: PearSettings
}

const percent = (share: number): string => `${decimal(100 * share, 1)} %`

/** The weights of all examples at once: their spread, their effective sample size, and their means by position. */
export const AllExamples = memo(function AllExamples({ all, settings }: Props) {
  const summaries = useMemo(() => pearVariants.map((variant) => summarise(all, variant)), [all])
  const ratios = useMemo(() => clippedRatios(all), [all])
  const logs = useMemo(() => {
    const of = (variant: (typeof pearVariants)[number]): number[] =>
      all.flatMap((weights) => weights[variant].map(({ logWeight }) => logWeight / Math.LN10))
    return pearVariants.map((variant) => ({ variant, values: of(variant) }))
  }, [all])
  const bins = binsFor(logs.flatMap(({ values }) => values))
  const tokens = logs[0]?.values.length ?? 0
  return (
    <section className={classes(shared.card, styles.card)} aria-label="All examples">
      <h3>
        All {all.length} examples <span className={shared.note}>{tokens} tokens, this checkpoint, this weighting</span>
      </h3>
      <ScrollRegion label="Weights of all examples, scroll sideways">
        <table className={shared.figures}>
          <thead>
            <tr>
              <th scope="col">Variant</th>
              <th scope="col">Mean Ĝ</th>
              <th scope="col" title="(ΣG)²/(nΣG²) over the tokens: the share of them that equal weights would need">
                Effective sample size
              </th>
              <th scope="col">log G clipped low</th>
              <th scope="col">log G clipped high</th>
            </tr>
          </thead>
          <tbody>
            {summaries.map(({ variant, meanWeight, effectiveSampleSize, logG }) => (
              <tr key={variant}>
                <th scope="row">
                  <ArmName arm={variant} />
                </th>
                <td>{weightText(meanWeight)}</td>
                <td>{percent(effectiveSampleSize)}</td>
                <td>{percent(logG.low)}</td>
                <td>{percent(logG.high)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className={styles.clippedRatios}>
        δ clipped low at <b>{percent(ratios.low)}</b> of the tokens, high at <b>{percent(ratios.high)}</b>.
      </p>
      <div className={styles.charts}>
        {logs.map(({ variant, values }) => (
          <WeightHistogram key={variant} variant={variant} logs={values} bins={bins} clipLogG={settings.clipLogG} />
        ))}
        <PositionChart summaries={summaries} />
      </div>
      <p className={shared.note}>
        Histograms: share of tokens by log₁₀ Ĝ, coloured as the cells; dashed lines are the clips of log G. Effective
        sample size: (ΣG)²/(nΣG²) over the tokens, 100 % where all weights are equal.
      </p>
    </section>
  )
})

/** The rows of the token table: weights of PEAR's variants, other coefficients, and the ratios that they come from. */
import { type CSSProperties, type PointerEvent, useContext } from 'react'
import { compiled } from '../../config/armTraining'
import { mean } from '../../core/statistics'
import type { PearVariant } from '../../pear/weights'
import { decimal, signed } from '../format'
import { Formula } from '../formula/Formula'
import { classes } from '../parts/classes'
import { Tip } from '../parts/Tip'
import { ArmName } from '../ArmMarks'
import { OwnNames } from '../armStyle'
import { rowTitle, type WeightRow } from './rows'
import styles from './TokenTable.module.css'
import { ClipMark } from './WeightLegend'
import { weightColor, weightText } from './weightLook'
import { type Ratio, type Selection, sharedSpans, type Span, type VariantWeight } from './weights'

/** What makes an element show its token while a mouse is over it. A finger chooses by tapping, which would leave the hover on. */
export const hoverOf = (selection: Selection, onHover: (selection: Selection | undefined) => void) => ({
  onPointerEnter: (event: PointerEvent) => {
    if (event.pointerType === 'mouse') onHover(selection)
  },
})

interface VariantProps {
  variant: PearVariant
  weights: readonly VariantWeight[]
  /** B. */
  block: number
  shown: Selection
  onChoose: (selection: Selection) => void
  onHover: (selection: Selection | undefined) => void
}

/** The weights of one variant. Tokens that share a weight share a cell: blocks, and the whole response. */
export function VariantRow({ variant, weights, block, shown, onChoose, onHover }: VariantProps) {
  const isShown = variant === shown.variant
  return (
    <tr className={isShown ? styles.variantShown : undefined}>
      <th scope="row" className={styles.rowName}>
        <ArmName arm={variant} />
      </th>
      {/* Said once, in the first row. */}
      <td className={styles.prompt}>{variant === 'token' && 'The prompt is not in the loss.'}</td>
      {sharedSpans(variant, weights.length, block).map((span) => {
        const own = weights[span.start]
        if (!own) return null
        const holdsShown = span.start <= shown.t && shown.t <= span.end
        // A cell of several tokens stands for the explained one if that is among them.
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
            <span className={styles.number}>
              {weightText(Math.exp(own.logWeight))}
              <ClipMark value="log G" side={own.clipped} />
            </span>
          </td>
        )
      })}
      <td className={styles.mean}>{weightText(mean(weights.map(({ logWeight }) => Math.exp(logWeight))))}</td>
    </tr>
  )
}

const cellClass = ({ start, end }: Span, isShown: boolean): string | undefined =>
  classes(styles.cell, end > start && styles.shared, isShown && styles.shown)

/** The background of a weight's cell. */
export const weightStyle = (logWeight: number): CSSProperties => ({ backgroundColor: weightColor(logWeight) })

/** A row beside PEAR's three with its weights of one example, or why there are none. */
export interface ShownRow {
  row: WeightRow
  result: { values: readonly number[] } | { problem: string }
}

/** Weights of other objectives and arms, in the colours of the same scale. */
export function OtherRows({ rows, length }: { rows: readonly ShownRow[]; length: number }) {
  return rows.map(({ row, result }) => (
    <tr key={row.key}>
      <th scope="row" className={classes(styles.rowName, styles.otherName)}>
        <RowName row={row} />
      </th>
      <td className={styles.prompt} />
      {'problem' in result ? (
        <td colSpan={length} className={styles.problem}>
          {result.problem}
        </td>
      ) : (
        result.values.map((value, t) => (
          <td key={t} className={styles.cell} style={weightStyle(Math.log(Math.abs(value)))}>
            <span className={styles.number}>{weightText(value)}</span>
          </td>
        ))
      )}
      <td className={styles.mean}>{'values' in result && weightText(mean(result.values))}</td>
    </tr>
  ))
}

function RowName({ row }: { row: WeightRow }) {
  const { arm, title, remark, note, source, formula, names } = row
  const inRun = useContext(OwnNames)
  return (
    <OwnNames value={names ?? inRun}>
      {title ?? <ArmName arm={arm} />}{' '}
      <Tip name={rowTitle(row)}>
        <p>{note}</p>
        <Formula tex={compiled(formula).tex} label={formula} display />
        {source !== undefined && <p>{source}</p>}
      </Tip>
      {remark !== undefined && <span className={styles.rowNote}>{remark}</span>}
    </OwnNames>
  )
}

/** Half the height of a bar, in pixels. */
const REACH = 18

interface DeltaProps {
  ratios: readonly Ratio[]
  /** The tokens whose δ enter the weight that is explained. */
  entering: Span | undefined
  shown: Selection
  onChoose: (selection: Selection) => void
  onHover: (selection: Selection | undefined) => void
}

/** δ_t as bars around 0: solid what counts, hollow what the clip took away. */
export function DeltaRow({ ratios, entering, shown, onChoose, onHover }: DeltaProps) {
  const largest = Math.max(0.1, ...ratios.map(({ raw }) => Math.min(4, Math.abs(raw))))
  return (
    <tr>
      <th scope="row" className={styles.rowName}>
        δ<sub>t</sub>
        <span className={styles.rowNote}>
          log π<sub>θ</sub> − log π<sub>β</sub>, clipped
        </span>
      </th>
      <td className={styles.prompt} />
      {ratios.map(({ raw, delta, clipped }, t) => {
        const enters = entering !== undefined && entering.start <= t && t <= entering.end
        const selection = { ...shown, t }
        return (
          <td
            key={t}
            className={classes(styles.delta, enters && styles.enters)}
            title={`δ = ${signed(delta, 3)}; log π_θ − log π_β = ${signed(raw, 3)} before the clip`}
            onClick={() => {
              onChoose(selection)
            }}
            {...hoverOf(selection, onHover)}
          >
            <svg className={styles.deltaBar} width="100%" height={2 * REACH} aria-hidden="true" focusable="false">
              {clipped && <Bar value={raw} scale={REACH / largest} className={styles.raw} />}
              <Bar value={delta} scale={REACH / largest} className={delta < 0 ? styles.less : styles.more} />
              <line x1="0" x2="100%" y1={REACH} y2={REACH} className={styles.zero} />
            </svg>
            <span className={styles.number}>
              {signed(delta, 2)}
              <ClipMark value="δ" side={clipped} />
            </span>
          </td>
        )
      })}
      <td className={styles.mean}>
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

function Bar({ value, scale, className }: { value: number; scale: number; className: string | undefined }) {
  const height = Math.min(REACH, Math.abs(value) * scale)
  return <rect className={className} x="22%" width="56%" y={value < 0 ? REACH : REACH - height} height={height} />
}

/**
 * The formula of an arm of one's own: read at every key, typeset below as soon as it is one, and where it is none the column and a way
 * out. What may be written stands in a list beside it, and any method of the field can be taken to start from.
 */
import { useRef } from 'react'
import type { ArmId } from '../../config/armId'
import { formulaOf } from '../../config/armTraining'
import { armKinds, methods } from '../../config/methods'
import { compileFormula, formulaHelp, MAX_LENGTH } from '../../pear/formula'
import { textAt } from '../config/editing'
import type { ConfigState } from '../config/useConfig'
import { Formula } from '../formula/Formula'
import { Picker } from '../parts/Select'
import styles from './FormulaField.module.css'

interface Props {
  arm: ArmId
  /** The arm's name. */
  title: string
  state: ConfigState
}

/** Methods whose formula can be started from; those of one's own have none before they are written. */
const starts = armKinds.filter((kind) => kind !== 'formula' && methods[kind].formula !== undefined)

export function FormulaField({ arm, title, state }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const path = `own.${arm}.formula`
  const id = `setting-${path}`
  const text = textAt(state.editing, path)
  const problem = state.problems[path]
  const result = compileFormula(text)
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        Formula of c<sub>t</sub>
        <span className="visually-hidden"> of {title}</span>
      </label>
      <textarea
        ref={field}
        id={id}
        value={text}
        rows={Math.min(8, Math.max(2, text.split('\n').length))}
        maxLength={MAX_LENGTH}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? `${id}-help` : `${id}-problem ${id}-help`}
        onChange={(event) => {
          state.edit(path, event.target.value)
        }}
      />
      {problem !== undefined && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      {'tex' in result && <Formula tex={result.tex} label={text} display />}
      <Picker
        className={styles.start ?? ''}
        label="Start from"
        aria-label={`Start ${title} from the formula of`}
        value=""
        options={[
          { value: '', title: 'a method …' },
          ...starts.map((kind) => ({ value: kind, title: methods[kind].title })),
        ]}
        onPick={(kind) => {
          if (kind === '' || kind === 'formula') return
          state.edit(path, formulaOf(kind, state.editing.config) ?? '1')
          field.current?.focus()
        }}
      />
      <details className={styles.help}>
        <summary>What a formula may say</summary>
        <p id={`${id}-help`}>
          c<sub>t</sub> is what −log π<sub>θ</sub> of each response token counts. Lines <code>name = …;</code> may stand
          before it. A weight that is no finite number ends the run.
        </p>
        <dl>
          {formulaHelp.map(({ name, signature, meaning }) => (
            <div key={name}>
              <dt>
                <code>{signature}</code>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  )
}

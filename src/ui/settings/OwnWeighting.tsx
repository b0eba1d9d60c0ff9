import { type ArmId, kindOf } from '../../config/armId'
import { ownPaths, ownSetting } from '../../config/ownLink'
import { settingsOf } from '../../config/settings'
import { differences } from '../config/arms'
import { isChanged, textAt } from '../config/editing'
import type { ConfigState } from '../config/useConfig'
import styles from './Arms.module.css'
import { Collapsible } from './FieldGroup'
import { Field } from './Field'
import panel from './Settings.module.css'
import { useRef } from 'react'
import { formulaOf } from '../../config/armTraining'
import { armKinds, methods } from '../../config/methods'
import { compileFormula, formulaHelp, MAX_LENGTH } from '../../pear/formula'
import { Formula } from '../formula/Formula'
import { Picker } from '../parts/Select'
import fieldStyles from './OwnWeighting.module.css'

interface Props {
  arm: ArmId
  title: string
  state: ConfigState
  startsOpen: boolean
  isOn: boolean
}

/** The weighting of one arm: that of the settings, with what it has in its place. */
export function OwnWeighting({ arm, title, state, startsOpen, isOn }: Props) {
  const { editing, problems } = state
  const settings = new Map(settingsOf(editing.config.game.id).map((setting) => [setting.path, setting]))
  const hasFormula = kindOf(arm) === 'formula'
  const paths = ownPaths(arm, editing.config)
  // The formula is the arm itself: it has a field of its own and nothing to be reset to.
  const own = paths.flatMap((path) => ownSetting(path, settings) ?? []).filter(({ kind }) => kind !== 'text')
  const changed = own.map(({ path }) => path).filter((path) => isChanged(editing, path))
  const titles = new Map([...settings].map(([path, setting]) => [path, setting.title]))
  const found = differences(editing.config, arm, titles)
  if (!isOn && changed.length === 0 && !startsOpen) return null
  return (
    <Collapsible
      className={styles.own ?? ''}
      title={found.length > 0 ? found.join(' · ') : hasFormula ? 'Formula' : 'Weighting as in the settings'}
      startsOpen={startsOpen}
      mustOpen={paths.some((path) => problems[path] !== undefined)}
    >
      <fieldset aria-label={`Weighting of ${title}`}>
        {hasFormula && <FormulaField arm={arm} title={title} state={state} />}
        <p className={`${panel.about} ${styles.about}`}>
          What is changed here holds for this arm alone; the rest is as in the settings.
        </p>
        <div className={panel.fields}>
          {own.map((setting) => (
            <Field key={setting.path} setting={setting} state={state} owner={title} />
          ))}
        </div>
        {changed.length > 1 && (
          <button
            type="button"
            onClick={() => {
              state.reset(...changed)
            }}
          >
            As in the settings
          </button>
        )}
      </fieldset>
    </Collapsible>
  )
}

/**
 * The formula of an arm of one's own: read at every key, typeset below as soon as it is one, and where it is none the column and a way
 * out. What may be written stands in a list beside it, and any method of the field can be taken to start from.
 */
interface FormulaProps {
  arm: ArmId
  /** The arm's name. */
  title: string
  state: ConfigState
}

/** Methods whose formula can be started from; those of one's own have none before they are written. */
const starts = armKinds.filter((kind) => kind !== 'formula' && methods[kind].formula !== undefined)

function FormulaField({ arm, title, state }: FormulaProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const path = `own.${arm}.formula`
  const id = `setting-${path}`
  const text = textAt(state.editing, path)
  const problem = state.problems[path]
  const result = compileFormula(text)
  return (
    <div className={fieldStyles.field}>
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
        className={fieldStyles.start ?? ''}
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
      <details className={fieldStyles.help}>
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

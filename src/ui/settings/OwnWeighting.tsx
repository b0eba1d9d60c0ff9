import { type ArmId, kindOf } from '../../config/armId'
import { ownPaths, ownSetting } from '../../config/ownLink'
import { settingsOf } from '../../config/settings'
import { differences } from '../config/arms'
import { isChanged } from '../config/editing'
import type { ConfigState } from '../config/useConfig'
import styles from './Arms.module.css'
import { Collapsible } from './FieldGroup'
import { Field } from './Field'
import { FormulaField } from './FormulaField'
import panel from './Settings.module.css'

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

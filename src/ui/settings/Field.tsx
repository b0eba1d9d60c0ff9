import { getSetting, type Setting } from '../../config/settings'
import { isChanged, presetText, textAt } from '../config/editing'
import { sliderStops } from '../config/sliderStops'
import type { ConfigState } from '../config/useConfig'
import { Formula } from '../formula/Formula'
import { Tip } from '../parts/Tip'
import { Control, Slider } from './Control'
import styles from './Field.module.css'
import { Icon } from './Icon'
import panel from './Settings.module.css'

interface Props {
  setting: Setting
  state: ConfigState
  /** Whose setting it is, where it is one arm's own. */
  owner?: string
}

/** One setting: its name, its control, what it means, whether it differs from the preset, and what is wrong with it. */
export function Field({ setting, state, owner }: Props) {
  const { path, title, kind } = setting
  const original = presetText(state.editing, path)
  const problem = state.problems[path]
  const id = `setting-${path}`
  const name = owner === undefined ? title : `${title} of ${owner}`
  const unit = shownUnit(setting)
  const describedBy = problem === undefined ? `${id}-help` : `${id}-problem ${id}-help`
  const stops = sliderStops(setting)
  const edit = (text: string): void => {
    state.edit(path, text)
  }
  const changed = isChanged(state.editing, path)
  return (
    <div
      className={[styles.field, stops && styles.withSlider, kind === 'choice' && styles.choice]
        .filter(Boolean)
        .join(' ')}
      data-changed={changed}
    >
      <div className={styles.name}>
        <label htmlFor={id} id={`${id}-name`}>
          {title}
          {owner !== undefined && <span className="visually-hidden"> of {owner}</span>}
        </label>
        {unit !== undefined && (
          <span className={styles.unit} aria-hidden="true">
            {unit}
          </span>
        )}
        <SettingTip setting={setting} name={name} />
        {changed && (
          <button
            type="button"
            className={styles.reset}
            aria-label={`Reset ${name} to ${original}`}
            title={
              owner === undefined ? `Changed; the preset has ${original}` : `Its own; the settings have ${original}`
            }
            onClick={() => {
              state.reset(path)
            }}
          >
            <Icon name="reset" />
          </button>
        )}
      </div>
      {stops && (
        <Slider
          stops={stops}
          value={numberAt(state, path, original)}
          original={Number(original)}
          unit={setting.unit}
          labelledBy={`${id}-name`}
          describedBy={describedBy}
          onValue={(value) => {
            edit(String(value))
          }}
        />
      )}
      <Control
        id={id}
        setting={setting}
        text={textAt(state.editing, path)}
        invalid={problem !== undefined}
        describedBy={describedBy}
        onText={edit}
      />
      {problem !== undefined && (
        <p className={`problem ${styles.problem}`} id={`${id}-problem`}>
          {problem}
        </p>
      )}
      <p className={`${panel.help} ${styles.help}`} id={`${id}-help`}>
        {helpText(setting)}
      </p>
    </div>
  )
}

/** What was typed where it is a number, else the value that holds. */
function numberAt({ editing }: ConfigState, path: string, original: string): number {
  const typed = Number.parseFloat(textAt(editing, path).replace('−', '-'))
  return Number.isNaN(typed) ? Number(getSetting(editing.config, path) ?? original) : typed
}

/** What a setting means, with the formula that it stands in. */
function SettingTip({ setting, name }: { setting: Setting; name: string }) {
  const { formula, path } = setting
  return (
    <Tip name={name}>
      <p>{helpText(setting)}</p>
      {formula && <Formula tex={formula.tex} label={formula.plain} display />}
      <p className={styles.path}>
        In links: <code>{path}</code>
      </p>
    </Tip>
  )
}

/** What a setting means and, for numbers, what it takes: `Attention heads. 1 to 16 heads.` */
function helpText({ description, minimum, maximum, unit }: Setting): string {
  const range =
    minimum === undefined || maximum === undefined
      ? ''
      : `${minimum} to ${maximum}${unit === undefined ? '' : ` ${unit}`}.`.replaceAll('-', '−')
  return [description, range].filter((part) => part !== '').join(' ')
}

/** The unit that stands beside a setting's name; none where the name says it. */
function shownUnit({ title, unit }: Setting): string | undefined {
  return unit === undefined || title.toLowerCase().includes(unit) ? undefined : unit
}

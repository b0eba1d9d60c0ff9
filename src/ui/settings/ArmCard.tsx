import { useState } from 'react'
import { type ArmId, armTitle, kindOf } from '../../config/armId'
import { compiled, formulaOf } from '../../config/armTraining'
import type { ExperimentConfig } from '../../config/config'
import { isAdjustable, methods } from '../../config/methods'
import { ArmMarker } from '../ArmMarks'
import { chosenArms, isRemovable, switchArm } from '../config/arms'
import type { ConfigState } from '../config/useConfig'
import { Tip } from '../parts/Tip'
import { Formula } from '../formula/Formula'
import { Swatch } from '../ArmMarks'
import styles from './Arms.module.css'
import { Icon } from './Icon'
import { OwnWeighting } from './OwnWeighting'
import panel from './Settings.module.css'

interface Props {
  arm: ArmId
  state: ConfigState
  /** Whether it was just added, so that its weighting is what comes next. */
  isFresh: boolean
  onDuplicate: () => void
  onRemove: () => void
}

/** An arm: the line and marker that charts draw for it, its name, whether it runs, and its own weighting. */
export function ArmCard({ arm, state, isFresh, onDuplicate, onRemove }: Props) {
  const { editing, problems } = state
  const [renaming, setRenaming] = useState(false)
  const isOn = chosenArms(editing).includes(arm)
  const title = armTitle(arm, editing.config.own)
  const kind = kindOf(arm)
  const { description, title: kindTitle, source } = methods[kind]
  const training = typesetFormula(arm, editing.config)
  const about = title === kindTitle ? description : `${kindTitle}. ${description}`
  return (
    <li className={styles.card} data-on={isOn}>
      <div className={styles.head}>
        <label className={styles.switch}>
          <input
            type="checkbox"
            role="switch"
            checked={isOn}
            aria-invalid={problems.arms !== undefined}
            aria-describedby={`arm-${arm}-help`}
            onChange={(event) => {
              const next = event.target.checked
              state.update((before) => switchArm(before, arm, next))
            }}
          />
          <ArmKey arm={arm} />
          <span className={renaming ? 'visually-hidden' : styles.title}>{title}</span>
        </label>
        {renaming && (
          <ArmRename
            arm={arm}
            state={state}
            onDone={() => {
              setRenaming(false)
            }}
          />
        )}
        {!renaming && (
          <span className={styles.tools}>
            <Tip name={title}>
              <p>{about}</p>
              {training && <Formula tex={training.tex} label={training.text} display />}
              {source !== undefined && <p>{source}</p>}
            </Tip>
            <button
              type="button"
              aria-label={`Rename ${title}`}
              title="Rename"
              onClick={() => {
                setRenaming(true)
              }}
            >
              <Icon name="rename" />
            </button>
            {isAdjustable(kind) && (
              <button type="button" aria-label={`Duplicate ${title}`} title="Duplicate" onClick={onDuplicate}>
                <Icon name="duplicate" />
              </button>
            )}
            {isRemovable(editing, arm) && (
              <button type="button" aria-label={`Remove ${title}`} title="Remove" onClick={onRemove}>
                <Icon name="remove" />
              </button>
            )}
          </span>
        )}
      </div>
      <p className={panel.help} id={`arm-${arm}-help`}>
        {about}
      </p>
      {isAdjustable(kind) && <OwnWeighting arm={arm} title={title} state={state} startsOpen={isFresh} isOn={isOn} />}
    </li>
  )
}

/** The coefficients of an arm's tokens; undefined for the arm that skips SFT. */
function typesetFormula(arm: ArmId, config: ExperimentConfig): { text: string; tex: string } | undefined {
  const text = formulaOf(arm, config)
  return text === undefined ? undefined : { text, tex: compiled(text).tex }
}

/** The line of an arm in charts with its marker in the middle. */
function ArmKey({ arm }: { arm: ArmId }) {
  return (
    <span className={styles.key}>
      <Swatch arm={arm} />
      <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true" focusable="false">
        <ArmMarker arm={arm} size={4.2} />
      </svg>
    </span>
  )
}

/** Longest name that an arm may have; see the config's schema. */
const LONGEST = 40

/** Takes another name for an arm: Enter keeps it, Escape does not, and an empty one gives the arm its usual name back. */
function ArmRename({ arm, state, onDone }: { arm: ArmId; state: ConfigState; onDone: () => void }) {
  const before = armTitle(arm, state.editing.config.own)
  const [text, setText] = useState(before)
  const path = `own.${arm}.name`
  const keep = (): void => {
    const name = text.trim()
    if (name === '' || name === armTitle(arm)) state.reset(path)
    else if (name !== before) state.edit(path, name)
    onDone()
  }
  return (
    <input
      className={styles.rename}
      type="text"
      aria-label={`Name of ${before}`}
      maxLength={LONGEST}
      autoComplete="off"
      spellCheck={false}
      // Whoever pressed Rename wants to type now.
      ref={(input) => {
        if (input && document.activeElement !== input) input.select()
      }}
      value={text}
      onChange={(event) => {
        setText(event.target.value)
      }}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep()
        if (event.key === 'Escape') onDone()
      }}
    />
  )
}

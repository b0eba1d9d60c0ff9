import { type ReactNode, useState } from 'react'
import type { Setting } from '../../config/settings'
import { isChanged } from '../config/editing'
import type { MainGroup, SettingGroup } from '../config/mainSettings'
import type { ConfigState } from '../config/useConfig'
import { Field } from './Field'
import styles from './Settings.module.css'

interface Props<Group extends SettingGroup> {
  group: Group
  state: ConfigState
  /** Whether a search chose these settings, so that all have to be in sight. */
  isSearch: boolean
}

/** A group that is always in sight, and the rest of its part of the experiment below it. */
export function MainFieldGroup({ group, state, isSearch }: Props<MainGroup>) {
  const { part, title, settings, more } = group
  if (settings.length + more.length === 0) return null
  return (
    <fieldset className={styles.group} data-tour={`settings-${part}`}>
      <legend>{title}</legend>
      <ResetGroup group={{ title, settings: [...settings, ...more] }} state={state} />
      <Fields settings={settings} state={state} />
      {more.length > 0 && (
        <Collapsible
          className={styles.more ?? ''}
          title={`More of ${title}`}
          note={noteOf(more, state)}
          mustOpen={isSearch || hasProblem(more, state)}
        >
          <Fields settings={more} state={state} />
        </Collapsible>
      )}
    </fieldset>
  )
}

/** A group that opens when asked, or when something in it has to be seen. */
export function OtherFieldGroup({ group, state, isSearch }: Props<SettingGroup>) {
  const { title, settings } = group
  if (settings.length === 0) return null
  return (
    <div className={`${styles.group} ${styles.other}`}>
      <Collapsible title={title} note={noteOf(settings, state)} mustOpen={isSearch || hasProblem(settings, state)}>
        <ResetGroup group={group} state={state} />
        <fieldset aria-label={title}>
          <Fields settings={settings} state={state} />
        </fieldset>
      </Collapsible>
    </div>
  )
}

function Fields({ settings, state }: { settings: readonly Setting[]; state: ConfigState }) {
  return (
    <div className={styles.fields}>
      {settings.map((setting) => (
        <Field key={setting.path} setting={setting} state={state} />
      ))}
    </div>
  )
}

const hasProblem = (settings: readonly Setting[], { problems }: ConfigState): boolean =>
  settings.some(({ path }) => problems[path] !== undefined)

/** How many of a group are changed, else how many there are. */
function noteOf(settings: readonly Setting[], { editing }: ConfigState): string {
  const changed = settings.filter(({ path }) => isChanged(editing, path)).length
  return changed > 0 ? `${changed} changed` : String(settings.length)
}

/** Gives a whole group the preset's values; nothing where it has them. */
function ResetGroup({ group, state }: { group: SettingGroup; state: ConfigState }) {
  const changed = group.settings.map(({ path }) => path).filter((path) => isChanged(state.editing, path))
  if (changed.length < 2) return null
  return (
    <button
      type="button"
      className={styles.reset}
      aria-label={`Reset ${group.title}: ${changed.length} changed`}
      onClick={() => {
        state.reset(...changed)
      }}
    >
      Reset {changed.length}
    </button>
  )
}

interface CollapsibleProps {
  title: string
  /** At the right end of the title's line. */
  note?: string
  className?: string
  /** Keeps it open: something in it has to be seen. */
  mustOpen?: boolean
  startsOpen?: boolean
  children: ReactNode
}

/** A part that opens and closes. What must be seen keeps it open; after that it is as it was before. */
export function Collapsible({
  title,
  note,
  className = '',
  mustOpen = false,
  startsOpen = false,
  children,
}: CollapsibleProps) {
  const [opened, setOpened] = useState(startsOpen)
  return (
    <details
      className={`${styles.collapsible} ${className}`}
      open={opened || mustOpen}
      onToggle={(event) => {
        if (mustOpen) event.currentTarget.open = true
        else setOpened(event.currentTarget.open)
      }}
    >
      <summary>
        <span>{title}</span>
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </summary>
      {children}
    </details>
  )
}

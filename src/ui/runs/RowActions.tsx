import { type RefObject, useId, useRef, useState } from 'react'
import { Button, Dialog, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { download, jsonBlob } from '../parts/download'
import { ELSEWHERE, type RunHead } from './library'
import styles from './Runs.module.css'
import type { RunsState } from './useRuns'

/** What can be done with a run. The recorded one can only be shown and exported. */
export function RowActions({ head, runs }: { head: RunHead; runs: RunsState }) {
  const [editing, setEditing] = useState<'name' | 'notes'>()
  const more = useRef<HTMLButtonElement>(null)
  const { id, name, pinned, origin, state } = head
  const isShown = id === runs.shown?.id
  const isOverlay = id === runs.overlay?.id
  const close = (): void => {
    setEditing(undefined)
  }
  const actions: Record<string, () => void> = {
    Rename: () => {
      setEditing('name')
    },
    Notes: () => {
      setEditing('notes')
    },
    [pinned ? 'Unpin' : 'Pin']: () => {
      runs.pin(id, !pinned)
    },
    Export: () => void saveFile(runs, id),
    Delete: () => {
      runs.remove(id)
    },
  }
  const offered = Object.keys(actions).filter((action) => action === 'Export' || origin !== 'recorded')
  return (
    <div className="actions">
      <button
        type="button"
        aria-pressed={isShown}
        aria-label={`Show ${name}`}
        onClick={() => {
          runs.show(id)
        }}
      >
        Show
      </button>
      <button
        type="button"
        aria-pressed={isOverlay}
        aria-label={`Overlay ${name}`}
        disabled={isShown}
        onClick={() => {
          runs.setOverlay(isOverlay ? undefined : id)
        }}
      >
        Overlay
      </button>
      <MenuTrigger>
        <Button ref={more} aria-label={`More on ${name}`}>
          ⋯
        </Button>
        <Popover placement="bottom end" className={styles.menu ?? ''}>
          <Menu
            // What goes on is deleted by nobody: it would be kept again a little later.
            disabledKeys={id === runs.liveId || state === ELSEWHERE ? ['Delete'] : []}
            onAction={(key) => {
              actions[String(key)]?.()
            }}
          >
            {offered.map((action) => (
              <MenuItem key={action} id={action}>
                {action}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      {editing && <EditPopover head={head} runs={runs} field={editing} anchor={more} close={close} />}
    </div>
  )
}

interface EditPopoverProps {
  head: RunHead
  runs: RunsState
  field: 'name' | 'notes'
  anchor: RefObject<HTMLButtonElement | null>
  close: () => void
}

/** Not in the row itself: the table moves the focus between its cells by its own rules. */
function EditPopover({ head, runs, field, anchor, close }: EditPopoverProps) {
  const { id, name } = head
  const title = field === 'name' ? `Name of ${name}` : `Notes on ${name}`
  return (
    <Popover triggerRef={anchor} isOpen placement="bottom end" className={styles.menu ?? ''} onOpenChange={close}>
      <Dialog aria-label={title}>
        <EditField
          label={title}
          text={head[field]}
          long={field === 'notes'}
          save={(text) => (field === 'name' ? runs.rename(id, text) : runs.setNotes(id, text))}
          done={close}
        />
      </Dialog>
    </Popover>
  )
}

interface EditFieldProps {
  label: string
  text: string
  /** Notes: several lines, which Enter begins. */
  long: boolean
  save: (text: string) => Promise<string | undefined>
  done: () => void
}

/** The field in which a run’s name or notes are changed: Enter keeps a name, Escape leaves all as it was. */
function EditField({ label, text, long, save, done }: EditFieldProps) {
  const [value, setValue] = useState(text)
  const [problem, setProblem] = useState<string>()
  const id = useId()
  const keep = async (): Promise<void> => {
    const refusal = await save(value)
    setProblem(refusal)
    if (refusal === undefined) done()
  }
  const Field = long ? 'textarea' : 'input'
  return (
    <form
      className={styles.edit}
      onSubmit={(event) => {
        event.preventDefault()
        void keep()
      }}
    >
      <Field
        autoFocus
        onFocus={(event) => {
          // A name is replaced, notes are added to.
          if (!long) event.target.select()
        }}
        aria-label={label}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : id}
        value={value}
        {...(long ? { rows: 3 } : { type: 'text', autoComplete: 'off', spellCheck: false })}
        onChange={(event) => {
          setValue(event.target.value)
        }}
      />
      {problem !== undefined && (
        <p className="problem" id={id} role="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        <button type="submit">Save</button>
        <button type="button" onClick={done}>
          Cancel
        </button>
      </div>
    </form>
  )
}

async function saveFile(runs: RunsState, id: string): Promise<void> {
  const file = await runs.exportRun(id)
  if (file) download(jsonBlob(file.text), file.name)
}

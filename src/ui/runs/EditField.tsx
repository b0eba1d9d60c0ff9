import { useId, useState } from 'react'

interface EditProps {
  label: string
  text: string
  /** Notes: several lines, which Enter begins. */
  long: boolean
  save: (text: string) => Promise<string | undefined>
  done: () => void
}

/** The field in which a run’s name or notes are changed: Enter keeps a name, Escape leaves all as it was. */
export function EditField({ label, text, long, save, done }: EditProps) {
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
      className="run-edit"
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

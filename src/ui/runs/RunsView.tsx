import { useState, type DragEvent } from 'react'
import { Button, FileTrigger } from 'react-aria-components'
import { Banner } from '../Banner'
import { Comparison } from './Comparison'
import styles from './Runs.module.css'
import { RunsTable } from './RunsTable'
import { SettingsDiff } from './SettingsDiff'
import type { RunsState } from './useRuns'

interface Props {
  runs: RunsState
  /** After a link to a run’s settings was followed, so that the page can show them. */
  onOpenSettings?: () => void
}

/** Every run that is kept, what they found and in what they differ. Files of runs can be dropped anywhere on it. */
export default function RunsView({ runs, onOpenSettings }: Props) {
  const [filter, setFilter] = useState('')
  const [dropping, setDropping] = useState(false)
  const [problems, setProblems] = useState<readonly string[]>([])
  const { list, shown, overlay, removed, messages } = runs
  const head = list.find(({ id }) => id === shown?.id)

  const importFiles = async (files: FileList | null): Promise<void> => {
    const sentences: string[] = []
    for (const file of files ?? []) {
      const problem = await runs.importFile(file)
      if (problem !== undefined) sentences.push(problem)
    }
    setProblems(sentences)
  }
  const drag = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setDropping(true)
  }
  return (
    <div
      className={dropping ? `${styles.runs} ${styles.dropping}` : styles.runs}
      onDragOver={drag}
      onDragLeave={() => {
        setDropping(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setDropping(false)
        void importFiles(event.dataTransfer.files)
      }}
    >
      <div className="banners">
        {problems.length > 0 && (
          <Messages
            kind="bad"
            title="Import"
            sentences={problems}
            onDismiss={() => {
              setProblems([])
            }}
          />
        )}
        {messages.length > 0 && (
          <Messages kind="note" title="About your runs" sentences={messages} onDismiss={runs.dismissMessages} />
        )}
      </div>
      <section className={styles.listSection} aria-label="Runs">
        <header className={styles.head}>
          <h2>Runs</h2>
          <input
            type="search"
            aria-label="Filter runs"
            placeholder="Filter by name, notes, preset, arm…"
            value={filter}
            onChange={(event) => {
              setFilter(event.target.value)
            }}
          />
          <FileTrigger
            acceptedFileTypes={['application/json', '.json']}
            allowsMultiple
            onSelect={(files) => {
              void importFiles(files)
            }}
          >
            <Button>Import…</Button>
          </FileTrigger>
        </header>
        <p className={styles.about}>
          pass@1 on held-out prompts after RL, mean ± standard error over seeds; PEAR less SFT is paired by seed, with a
          95 % interval. Results files of this page and of <code>npm run experiment</code> can be imported or dropped
          here.
        </p>
        <div className={styles.undo} role="status">
          {removed && (
            <>
              <span>{removed.name} was deleted.</span>
              <button type="button" onClick={runs.undoRemove}>
                Undo
              </button>
              <button type="button" onClick={runs.forgetRemoved}>
                Dismiss
              </button>
            </>
          )}
        </div>
        {list.every(({ origin }) => origin === 'recorded') && (
          <p className={styles.empty}>
            Your own runs will appear here: each one is kept in this browser, with its settings and everything that was
            measured, when it ends and while it goes on. Then you can show it again, lay it over another run, and see in
            which settings they differ.
          </p>
        )}
        {list.length > 0 && <RunsTable runs={runs} filter={filter} />}
      </section>
      {shown && overlay && <Comparison shown={shown} overlay={overlay} />}
      {head && (
        <SettingsDiff
          key={`${head.id} ${overlay?.id ?? ''}`}
          head={head}
          list={list}
          overlayId={overlay?.id}
          {...(onOpenSettings && { onOpenSettings })}
        />
      )}
    </div>
  )
}

interface MessagesProps {
  kind: 'bad' | 'note'
  title: string
  sentences: readonly string[]
  onDismiss: () => void
}

function Messages({ kind, title, sentences, onDismiss }: MessagesProps) {
  return (
    <Banner kind={kind} title={title} onDismiss={onDismiss}>
      <ul>
        {sentences.map((sentence, i) => (
          <li key={i}>{sentence}</li>
        ))}
      </ul>
    </Banner>
  )
}

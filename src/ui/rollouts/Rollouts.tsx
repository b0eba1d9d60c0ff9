import { type KeyboardEvent, useDeferredValue, useState } from 'react'
import type { RunResults } from '../../results/results'
import { arrowStep, hasOwnArrows } from '../parts/arrowKeys'
import { classes } from '../parts/classes'
import type { ShownRun } from '../runs/shownRun'
import { Controls, FilterBar } from './Controls'
import { PromptPanel } from './PromptPanel'
import styles from './Rollouts.module.css'
import { type Chosen, initialChoice, neighbour, type Shown, shownOf } from './selection'
import { VerdictGrid } from './VerdictGrid'

/**
 * Responses to held-out prompts, with verdicts and drawings: those of all arms at one checkpoint, or of one arm through
 * training. Drawing may lag behind the events of a run that goes on.
 */
export default function Rollouts({ run }: { run: ShownRun }) {
  const results = useDeferredValue(run.results)
  const [chosen, setChosen] = useState(initialChoice)
  const shown = shownOf(results, chosen)
  if (!shown) return <NoRollouts results={results} />
  const choose = (change: Partial<Chosen>): void => {
    setChosen((before) => ({ ...before, ...change }))
  }
  const onPlace = (place: number): void => {
    choose({ place })
  }
  const step = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || hasOwnArrows(event.target)) return
    const change = stepped(event, shown)
    if (!change) return
    event.preventDefault()
    choose(change)
  }
  const { compare } = chosen
  return (
    // Focusable by a click, so that arrow keys work wherever in it one has clicked.
    <section className={styles.rollouts} aria-label="Rollouts" tabIndex={-1} onKeyDown={step}>
      <section aria-label="What is compared">
        <h2>Rollouts</h2>
        <p className={styles.note}>
          The first sample of each policy, at temperature 1, for {counted(shown.comparison.prompts.length)} of seed{' '}
          {shown.seed}
          {shown.seeds.length < results.seeds.length && results.end && ' (others’ were not kept)'}: examples to read.
          pass@1 under Results is measured on all held-out prompts and samples.
        </p>
        <Controls shown={shown} chosen={chosen} onChoose={choose} />
        <FilterBar shown={shown} compare={compare} onChoose={choose} />
        {shown.prompt ? (
          <>
            <VerdictGrid shown={shown} compare={compare} onPlace={onPlace} />
            <p className={classes(styles.note, styles.keys)}>
              <kbd>←</kbd> <kbd>→</kbd> step through prompts
              {shown.seeds.length > 1 && ', with Shift through seeds'}.
            </p>
          </>
        ) : (
          <p className={styles.nothing}>
            No prompt of seed {shown.seed} has these verdicts here. Choose other prompts above, or another checkpoint or
            arm.
          </p>
        )}
      </section>
      {shown.prompt && (
        <PromptPanel shown={shown} prompt={shown.prompt} compare={compare} config={results.config} onPlace={onPlace} />
      )}
    </section>
  )
}

const counted = (prompts: number): string => (prompts === 1 ? 'one held-out prompt' : `${prompts} held-out prompts`)

/** What a key changes; undefined where it has nowhere to go. */
function stepped(event: KeyboardEvent, { prompts, prompt, seeds, seed }: Shown): Partial<Chosen> | undefined {
  const step = arrowStep(event)
  if (!step) return undefined
  if (step.of === 'seed') {
    const next = neighbour(seeds, seed, step.by)
    return next === undefined ? undefined : { seed: next }
  }
  const next = neighbour(prompts, prompt, step.by)
  return next && { place: next.place }
}

/** Why a run has no rollouts to show, and when it will. */
function NoRollouts({ results: { config, end } }: { results: RunResults }) {
  return (
    <section className="empty" aria-label="Rollouts">
      <h2>No rollouts yet</h2>
      <p>{reason(config !== undefined, end !== undefined)}</p>
    </section>
  )
}

function reason(started: boolean, ended: boolean): string {
  if (!started) return 'Nothing has run yet. Press Run, and the responses to held-out prompts will stand here.'
  if (!ended) return 'The base policy answers the held-out prompts as soon as it is there; its responses come first.'
  return 'This run has none: it was kept without them, or it ended before its base policy was there.'
}

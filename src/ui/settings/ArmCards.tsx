import { lazy, Suspense, useRef, useState } from 'react'
import { type ArmId, armTitle, kindOf } from '../../config/armId'
import type { ArmKind } from '../../config/methods'
import { addArm, armGroups, cardArms, duplicateArm, removeArm } from '../config/arms'
import type { Editing } from '../config/editing'
import type { ConfigState } from '../config/useConfig'
import { OwnNames } from '../armStyle'
import { ArmCard } from './ArmCard'
import styles from './Arms.module.css'
import panel from './Settings.module.css'

// A menu brings much code, and nobody needs it before it is opened.
const AddArm = lazy(() => import('./AddArm'))

/** The arms that train side by side, each a card, in groups; and what adds more of them. */
export function ArmCards({ state }: { state: ConfigState }) {
  const { editing, problems } = state
  const cards = cardArms(editing)
  const problem = problems.arms
  const [fresh, setFresh] = useState<ArmId>()
  const [said, setSaid] = useState('')
  const [hasMenu, setHasMenu] = useState(false)
  const list = useRef<HTMLDivElement>(null)

  const add = ({ editing: next, arm }: { editing: Editing; arm: ArmId | undefined }): void => {
    state.update(() => next, 'push')
    setFresh(arm)
    setSaid(arm ? `${armTitle(arm)} was added.` : 'There are as many arms of this kind as there can be.')
  }
  const remove = (arm: ArmId): void => {
    setSaid(`${armTitle(arm, editing.config.own)} was removed.`)
    state.update((before) => removeArm(before, arm), 'push')
    // The button that was pressed is gone: the keyboard goes on from the arms.
    list.current?.focus()
  }
  return (
    <OwnNames value={editing.config.own}>
      <fieldset className={panel.group} aria-describedby={problem === undefined ? undefined : 'arms-problem'}>
        <legend>Arms</legend>
        <div className={styles.groups} ref={list} tabIndex={-1}>
          {armGroups.map(({ title, arms: kinds }) => {
            const members = cards.filter((arm) => kinds.includes(kindOf(arm)))
            return (
              members.length > 0 && (
                <section className={styles.group} key={title} aria-label={title}>
                  <h3>{title}</h3>
                  <ul className={styles.cards}>
                    {members.map((arm) => (
                      <ArmCard
                        key={arm}
                        arm={arm}
                        state={state}
                        isFresh={arm === fresh}
                        onDuplicate={() => {
                          add(duplicateArm(editing, arm))
                        }}
                        onRemove={() => {
                          remove(arm)
                        }}
                      />
                    ))}
                  </ul>
                </section>
              )
            )
          })}
        </div>
        {problem !== undefined && (
          <p className="problem" id="arms-problem">
            {problem}
          </p>
        )}
        <Suspense
          fallback={
            <button type="button" className={styles.add} disabled>
              Add arm
            </button>
          }
        >
          {hasMenu ? (
            <AddArm
              taken={cards}
              onAdd={(kind: ArmKind) => {
                add(addArm(editing, kind))
              }}
            />
          ) : (
            <button
              type="button"
              className={styles.add}
              aria-haspopup="true"
              onClick={() => {
                setHasMenu(true)
              }}
            >
              Add arm
            </button>
          )}
        </Suspense>
        <p className="visually-hidden" role="status">
          {said}
        </p>
      </fieldset>
    </OwnNames>
  )
}

import { encodeLink } from '../../config/link'
import { findPreset, type Preset } from '../../config/presets'
import styles from './method.module.css'

/** The question that each preset answers, by the preset's id, in the order in which the cards show them. */
const questions = {
  default: 'Does the order of checkpoints change through RL?',
  controls: 'Which part of the weighting does it?',
  'sft-needed': 'And where RL cannot start without SFT?',
  'long-responses': 'And with longer responses?',
  'no-effect': 'When does PEAR do nothing?',
  'paper-clips': 'What do the clips do on short responses?',
  'wide-clips': 'Does it collapse with clips too wide?',
  'long-run': 'Does a long RL stage close the gap?',
  'maze-detour': 'What if the data have the wrong style?',
  hurts: 'When does PEAR hurt?',
  sort: 'Does a lead before RL last through it?',
  negatives: 'Do refused responses help?',
  transfer: 'Does it carry over to another task?',
  'network-teacher': 'What if the teacher is a network?',
} as const satisfies Readonly<Record<string, string>>

export interface Card {
  question: string
  preset: Preset
}

/** The presets worth opening. Throws where one of them is gone: a card must not vanish unnoticed. */
export const cards: readonly Card[] = Object.entries(questions).map(([id, question]) => {
  const preset = findPreset(id)
  if (!preset) throw new Error(`There is a card of the preset ${id}, and no such preset.`)
  return { question, preset }
})

/** The presets that answer a question, each with a link that opens it. `onOpen` is told of a click, so that the page can show it. */
export function PresetCards({ onOpen }: { onOpen?: (() => void) | undefined }) {
  return (
    <ul className={styles.cards}>
      {cards.map(({ question, preset: { id, title, description, expectation, confirmation, config } }) => (
        <li key={id} className={styles.card}>
          <p className={styles.question}>{question}</p>
          <h3>
            <a href={`#${encodeLink(config)}`} onClick={onOpen}>
              {title}
            </a>
          </h3>
          <p>{description}</p>
          <p>
            <strong>What to expect.</strong> {expectation}
          </p>
          <p className={styles.certainty}>
            {confirmation ? `Confirmed on ${confirmation.seeds.length} fresh seeds` : 'Not confirmed on fresh seeds'}
          </p>
        </li>
      ))}
    </ul>
  )
}

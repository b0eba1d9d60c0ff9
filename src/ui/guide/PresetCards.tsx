import { encodeLink } from '../../config/link'
import { cards } from './cards'

/** The presets that answer a question, each with a link that opens it. `onOpen` is told of a click, so that the page can show it. */
export function PresetCards({ onOpen }: { onOpen?: (() => void) | undefined }) {
  return (
    <ul className="preset-cards">
      {cards.map(({ question, preset: { id, title, description, expectation, confirmation, config } }) => (
        <li key={id} className="preset-card">
          <p className="preset-question">{question}</p>
          <h3>
            <a href={`#${encodeLink(config)}`} onClick={onOpen}>
              {title}
            </a>
          </h3>
          <p>{description}</p>
          <p>
            <strong>What to expect.</strong> {expectation}
          </p>
          <p className="preset-certainty">
            {confirmation ? `Confirmed on ${confirmation.seeds.length} fresh seeds` : 'Not confirmed on fresh seeds'}
          </p>
        </li>
      ))}
    </ul>
  )
}

export default PresetCards

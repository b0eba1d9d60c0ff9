import { Banner } from '../Banner'
import { offerFor, remedies } from './remedies'
import type { EngineState } from './useEngine'

/** Why the engine was refused, what to do about it, and what can train in its place; nothing where it is ready. */
export function EngineBanner({ engine }: { engine: EngineState }) {
  const { report } = engine
  if (report === undefined || report.ready) return null
  const { title, steps } = remedies[report.problem]
  const offer = offerFor(report)
  return (
    <Banner kind="bad" title={title}>
      <p>{report.message}</p>
      <ul>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      <p>Settings and links work all the same. {offer?.meaning}</p>
      {report.problem !== 'worker' && (
        <div className="actions">
          <button type="button" onClick={engine.checkAgain}>
            Check again
          </button>
          {offer && (
            <button
              type="button"
              onClick={() => {
                engine.takeForNow(offer.engine)
              }}
            >
              {offer.button}
            </button>
          )}
        </div>
      )}
    </Banner>
  )
}

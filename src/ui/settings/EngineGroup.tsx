import { useId } from 'react'
import { defaultEngineSettings, engineChoices, type EngineSettings } from '../../worker/engineSettings'
import { Select } from '../parts/Select'
import { type EngineState, isDefault } from '../engine/useEngine'
import { engineDescriptions, engineTitles, measuredText, rolloutOptions, tileOptions } from '../engine/words'
import styles from './Settings.module.css'

const engineOptions = engineChoices.map((value) => ({ value, title: engineTitles[value] }))

/** What trains, and in which form. Apart from the settings of the experiment: these are of this browser, and in no link. */
export function EngineGroup({ engine, locked }: { engine: EngineState; locked: boolean }) {
  const { settings, report } = engine
  const isFused = settings.engine === 'fused'
  const change = (part: Partial<Record<keyof EngineSettings, string>>): void => {
    engine.change({ ...settings, ...part } as EngineSettings)
  }
  return (
    <details className={styles.engine}>
      <summary>
        Engine
        <span className={styles.note}>{engineTitles[settings.engine]}</span>
      </summary>
      <fieldset className={styles.lock} disabled={locked} aria-label="Engine">
        <p className={styles.about}>
          Kept in this browser and in no link: an engine changes speed, and numbers by rounding.
        </p>
        <Choice
          label="Engine"
          value={settings.engine}
          options={engineOptions}
          about={engineDescriptions[settings.engine]}
          onPick={(value) => {
            change({ engine: value })
          }}
        />
        {isFused && (
          <>
            <Choice
              label="Matrix tile"
              value={settings.tile}
              options={tileOptions}
              about="Rows and columns of a matrix product that one invocation computes; with exchange, four neighbours share what they load."
              onPick={(value) => {
                change({ tile: value })
              }}
            />
            <Choice
              label="Rollout"
              value={settings.rollout}
              options={rolloutOptions}
              about="What decodes a group of sequences."
              onPick={(value) => {
                change({ rollout: value })
              }}
            />
            <p className={styles.about} role="status">
              {report === undefined ? 'Checking and measuring…' : report.ready && measuredText(report)}
            </p>
          </>
        )}
        <div className="actions">
          {isFused && (
            <button type="button" disabled={report === undefined} onClick={engine.measureAgain}>
              Measure again
            </button>
          )}
          <button
            type="button"
            disabled={isDefault(settings)}
            onClick={() => {
              engine.change(defaultEngineSettings)
            }}
          >
            Reset engine
          </button>
        </div>
      </fieldset>
    </details>
  )
}

interface ChoiceProps {
  label: string
  value: string
  options: readonly { value: string; title: string }[]
  about: string
  onPick: (value: string) => void
}

function Choice({ label, value, options, about, onPick }: ChoiceProps) {
  const id = useId()
  return (
    <div className={styles.start}>
      <label htmlFor={id}>{label}</label>
      <Select id={id} value={value} options={options} aria-describedby={`${id}-about`} onPick={onPick} />
      <p className={styles.about} id={`${id}-about`}>
        {about}
      </p>
    </div>
  )
}

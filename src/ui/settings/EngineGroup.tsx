import { useId } from 'react'
import {
  AUTO,
  defaultEngineSettings,
  engineChoices,
  type EngineSettings,
  type EngineChoice,
  forms,
  goodThreads,
  MEASURED,
  MOST_THREADS,
} from '../../worker/engineSettings'
import { Select } from '../parts/Select'
import { type EngineState, isDefault } from '../engine/useEngine'
import styles from './Settings.module.css'
import type { Variants } from '../../policy/webgpu/variants'
import type { ReadyEngine } from '../../worker/client'

/** What trains, and in which form. Apart from the settings of the experiment: these are of this browser, and in no link. */
export function EngineGroup({ engine, locked }: { engine: EngineState; locked: boolean }) {
  const { settings, report } = engine
  const isFused = settings.engine === 'fused'
  const change = (part: Partial<Record<Exclude<keyof EngineSettings, 'threads'>, string>>): void => {
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
        {settings.engine === 'cpu' && (
          <Choice
            label="Threads"
            value={String(settings.threads)}
            options={threadOptions(navigator.hardwareConcurrency)}
            about="Cores that compute side by side, each some of the members. Results do not depend on it."
            onPick={(value) => {
              engine.change({ ...settings, threads: value === AUTO ? AUTO : Number(value) })
            }}
          />
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

const engineTitles: Readonly<Record<EngineChoice, string>> = {
  fused: 'Fused',
  reference: 'Reference',
  cpu: 'Processor',
}

const engineDescriptions: Readonly<Record<EngineChoice, string>> = {
  fused: 'WebGPU kernels written for this policy, with hand-derived gradients.',
  reference: 'TensorFlow.js on WebGPU: the same method and, up to rounding, the same numbers; many times slower.',
  cpu: 'WebAssembly kernels on the processor’s cores, without WebGPU: slower than a graphics card, and several times faster than WebGPU in software.',
}

const engineOptions = engineChoices.map((value) => ({ value, title: engineTitles[value] }))

/** As many threads as this browser has cores for, or as are good by themselves. */
function threadOptions(cores: number) {
  const counts = Array.from({ length: Math.min(cores, MOST_THREADS) }, (_, k) => String(k + 1))
  return [
    { value: AUTO, title: `Automatic (${goodThreads(cores)})` },
    ...counts.map((value) => ({ value, title: value })),
  ]
}

/** `16 × 8 with exchange` */
export function tileText({ rows, columns, exchange }: Variants['tile']): string {
  return `${rows} × ${columns}${exchange ? ' with exchange' : ''}`
}

/** `one invocation a group of 8 sequences` */
export function rolloutText({ threads, sequences }: { threads: number; sequences: number }): string {
  const leader = threads === 1 ? 'one invocation' : 'one workgroup'
  return sequences === 1 ? `${leader} a sequence` : `${leader} a group of ${sequences} sequences`
}

const tileOptions = [
  { value: MEASURED, title: 'Measured' },
  ...[...forms.tile].map(([value, form]) => ({ value, title: tileText(form) })),
]

export const rolloutOptions = [
  { value: MEASURED, title: 'Measured' },
  ...[...forms.rollout].map(([value, form]) => ({ value, title: capital(rolloutText(form)) })),
]

/** What was measured on the device: `Measured here: tiles of 8 × 8, one invocation a group of 8 sequences.` */
export function measuredText({ measured }: Pick<ReadyEngine, 'measured'>): string | undefined {
  return measured && `Measured here: tiles of ${tileText(measured.tile)}, ${rolloutText(measured.rollout)}.`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

import { useState } from 'react'
import { encodeLink, startingPoint } from '../../config/link'
import { ScrollRegion } from '../parts/ScrollRegion'
import { Select } from '../parts/Select'
import { changesFromPreset, configDiff, presetTitle } from './configDiff'
import type { RunHead } from './library'
import styles from './Runs.module.css'

const PRESET = 'preset'

interface Props {
  /** The run that is shown. */
  head: RunHead
  list: readonly RunHead[]
  overlayId: string | undefined
  onOpenSettings?: () => void
}

/** In which settings the shown run differs from its preset or another run, and a link to open them. */
export function SettingsDiff({ head, list, overlayId, onOpenSettings }: Props) {
  const [against, setAgainst] = useState(overlayId ?? PRESET)
  const other = list.find(({ id }) => id === against)
  const preset = `Preset: ${presetTitle(startingPoint(head.config.preset, head.config.game.id))}`
  const changes = other ? configDiff(other.config, head.config) : changesFromPreset(head.config)
  return (
    <section className={styles.diff} aria-label="Settings of the shown run">
      <header className={styles.head}>
        <h2>Settings of {head.name}</h2>
        <label>
          against{' '}
          <Select
            value={other ? against : PRESET}
            options={[
              { value: PRESET, title: preset },
              ...list.filter(({ id }) => id !== head.id).map(({ id, name }) => ({ value: id, title: name })),
            ]}
            onPick={setAgainst}
          />
        </label>
        <a href={`#${encodeLink(head.config)}`} onClick={onOpenSettings}>
          Open these settings
        </a>
      </header>
      {changes.length === 0 ? (
        <p className={styles.about}>No setting differs.</p>
      ) : (
        <ScrollRegion label="Settings that differ, scrolls sideways" className={styles.scroll ?? ''}>
          <table>
            <thead>
              <tr>
                <th scope="col">Setting</th>
                <th scope="col">{other?.name ?? 'Preset'}</th>
                <td aria-hidden="true" />
                <th scope="col">{head.name}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ path, title, from, to }) => (
                <tr key={path}>
                  <th scope="row">{title}</th>
                  <td className={styles.old}>{from}</td>
                  <td className={styles.arrowCell} aria-hidden="true">
                    →
                  </td>
                  <td className={styles.new}>{to}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  )
}

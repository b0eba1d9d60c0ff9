import { useState } from 'react'
import { encodeLink, startingPoint } from '../../config/link'
import { ScrollRegion } from '../parts/ScrollRegion'
import { Select } from '../parts/Select'
import { changesFromPreset, configDiff, presetTitle } from './configDiff'
import type { RunHead } from './library'

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
    <section className="runs-diff" aria-label="Settings of the shown run">
      <header className="runs-head">
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
        <p className="runs-about">No setting differs.</p>
      ) : (
        <ScrollRegion label="Settings that differ, scrolls sideways" className="runs-scroll">
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
                  <td className="diff-old">{from}</td>
                  <td className="diff-arrow" aria-hidden="true">
                    →
                  </td>
                  <td className="diff-new">{to}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  )
}

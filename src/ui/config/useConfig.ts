import { useEffect, useMemo, useState } from 'react'
import { type DeviceLimits, shortages } from '../../config/memory'
import { encodeLink } from '../../config/link'
import type { GameId } from '../../games'
import * as editing from './editing'

/** The settings as the page edits them, kept in step with `location.hash`. */
export interface ConfigState {
  editing: editing.Editing
  /** What stands against a run, by setting: values that do not fit, else settings that this device has no room for. */
  problems: Readonly<Record<string, string>>
  /** The address of these settings. */
  link: string
  edit: (path: string, text: string) => void
  /** Gives settings back the preset's values, and arms the experiment's. */
  reset: (...paths: readonly string[]) => void
  /** Any other change of the settings; with `push` one that Back undoes. */
  update: (change: (editing: editing.Editing) => editing.Editing, write?: 'push' | 'replace') => void
  resetAll: () => void
  choosePreset: (id: string) => void
  chooseGame: (id: GameId) => void
  dismissNotices: () => void
}

const hashOf = (state: editing.Editing): string => `#${encodeLink(state.config)}`

/**
 * The hash is the config's only store: opening a link reads it, and every valid change writes it. While `locked`, a link
 * that is opened is put back with a notice, since the page then shows a run of the settings it has.
 *
 * @param limits of the device that would train; undefined where they are not known
 */
export function useConfig(locked: boolean, limits?: DeviceLimits): ConfigState {
  const [state, setState] = useState(() => editing.openLink(window.location.hash))

  useEffect(() => {
    const open = (): void => {
      if (!locked) {
        setState(editing.openLink(window.location.hash))
        return
      }
      window.history.replaceState(null, '', hashOf(state))
      setState({ ...state, notices: ['A link was not opened: stop the run first, then open it again.'] })
    }
    window.addEventListener('hashchange', open)
    return () => {
      window.removeEventListener('hashchange', open)
    }
  }, [locked, state])

  return useMemo(() => stateOf(state, setState, limits), [state, limits])
}

function stateOf(
  state: editing.Editing,
  setState: (next: editing.Editing) => void,
  limits: DeviceLimits | undefined,
): ConfigState {
  /** A step in the history for a change of the whole, so that Back undoes it; none for a change of one setting. */
  const become = (next: editing.Editing, write: 'push' | 'replace'): void => {
    setState(next)
    if (Object.keys(next.pending).length > 0 || hashOf(next) === window.location.hash) return
    if (write === 'push') window.history.pushState(null, '', hashOf(next))
    else window.history.replaceState(null, '', hashOf(next))
  }

  const invalid = editing.problemsOf(state)
  const isValid = Object.keys(invalid).length === 0
  return {
    editing: state,
    problems: isValid && limits ? shortages(state.config, limits) : invalid,
    link: `${window.location.href.split('#')[0] ?? ''}${hashOf(state)}`,
    edit: (path, text) => {
      become(editing.edit(state, path, text), 'replace')
    },
    reset: (...paths) => {
      become(editing.reset(state, paths), paths.length > 1 ? 'push' : 'replace')
    },
    update: (change, write = 'replace') => {
      become(change(state), write)
    },
    resetAll: () => {
      become(editing.choosePreset(state, state.config.preset), 'push')
    },
    choosePreset: (id) => {
      become(editing.choosePreset(state, id), 'push')
    },
    chooseGame: (id) => {
      become(editing.chooseGame(state, id), 'push')
    },
    dismissNotices: () => {
      setState({ ...state, notices: [] })
    },
  }
}

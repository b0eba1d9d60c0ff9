import { encodeLink } from '../../../config/link'
import { findPreset } from '../../../config/presets'

/** A preset by its title, as a link that opens it. */
export function PresetLink({ id, onOpen }: { id: string; onOpen?: (() => void) | undefined }) {
  const preset = findPreset(id)
  if (!preset) return <>{id}</>
  return (
    <a href={`#${encodeLink(preset.config)}`} onClick={onOpen}>
      {preset.title}
    </a>
  )
}

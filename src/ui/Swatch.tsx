import type { ArmId } from '../config/armId'
import { useArmStyle } from './useArmStyle'

/** A short piece of an arm's line, as the charts draw it. The name beside it says the same in words. */
export function Swatch({ arm }: { arm: ArmId | 'base' }) {
  const { color, dash } = useArmStyle()(arm)
  return (
    <svg className="swatch" width="28" height="10" viewBox="0 0 28 10" aria-hidden="true" focusable="false">
      <line x1="1" y1="5" x2="27" y2="5" stroke={color} strokeWidth="2.5" strokeDasharray={dash} />
    </svg>
  )
}

/** An arm's name with its line. */
export function ArmName({ arm }: { arm: ArmId | 'base' }) {
  const { title } = useArmStyle()(arm)
  return (
    <span className="arm-name">
      <Swatch arm={arm} /> {title}
    </span>
  )
}

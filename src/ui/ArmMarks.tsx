import type { ArmId } from '../config/armId'
import { useArmStyle } from './armStyle'
import { armStyle, type MarkerShape } from './armStyle'

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

/** Outlines around the origin, with about the same area. */
const outlines: Readonly<Record<MarkerShape, string>> = {
  circle: 'M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0Z',
  square: 'M-.9-.9H.9V.9H-.9Z',
  diamond: 'M0-1.25L1.25 0L0 1.25L-1.25 0Z',
  up: 'M0-1.2L1.15.85H-1.15Z',
  down: 'M0 1.2L1.15-.85H-1.15Z',
  left: 'M-1.2 0L.85-1.15V1.15Z',
  right: 'M1.2 0L-.85-1.15V1.15Z',
  star: 'M0-1.3L.31-.42L1.24-.4L.5.16L.76 1.05L0 .52L-.76 1.05L-.5.16L-1.24-.4L-.31-.42Z',
  plus: 'M-.4-1.2H.4V-.4H1.2V.4H.4V1.2H-.4V.4H-1.2V-.4H-.4Z',
  cross: 'M0-.55L.65-1.2L1.2-.65L.55 0L1.2.65L.65 1.2L0 .55L-.65 1.2L-1.2.65L-.55 0L-1.2-.65L-.65-1.2Z',
}

interface MarkerProps {
  arm: ArmId
  /** Half its width in pixels. */
  size: number
  x?: number
  y?: number
  opacity?: number
}

/** The point that stands for an arm in a scatter: its colour and, for who cannot tell colours, its shape. */
export function ArmMarker({ arm, size, x = 0, y = 0, opacity = 1 }: MarkerProps) {
  const { color, marker, hollow } = armStyle(arm)
  return (
    <path
      d={outlines[marker]}
      transform={`translate(${x} ${y}) scale(${size})`}
      fill={hollow ? 'var(--surface)' : color}
      stroke={hollow ? color : 'var(--surface)'}
      strokeWidth={hollow ? 2 : 1}
      vectorEffect="non-scaling-stroke"
      opacity={opacity}
    />
  )
}

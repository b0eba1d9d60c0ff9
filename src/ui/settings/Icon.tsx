/** Outlines in a square of 16 by 16. */
const outlines = {
  rename: 'M10.5 3.5l2 2L6 12l-2.6.6L4 10z',
  duplicate: 'M6 6h6.5v6.5H6zM3.5 10V3.5H10',
  remove: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  reset: 'M4.2 6.2A4.3 4.3 0 1 1 3.7 9.4M4 3v3.4h3.4',
} as const

/** A small drawing on a button whose name says what it does. */
export function Icon({ name }: { name: keyof typeof outlines }) {
  return (
    <svg className="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={outlines[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

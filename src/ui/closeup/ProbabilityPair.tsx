const HEIGHT = 28
const WIDTH = 9

/** A probability before an update, as an outline, and after it, filled. The numbers beside it say the same. */
export function ProbabilityPair({ before, after }: { before: number; after: number }) {
  const bar = (share: number, x: number, className: string) => {
    const height = Number.isFinite(share) ? Math.max(1, share * HEIGHT) : 0
    return <rect className={className} x={x} y={HEIGHT - height} width={WIDTH} height={height} />
  }
  return (
    <svg
      className="probability-pair"
      width={2 * WIDTH + 4}
      height={HEIGHT + 2}
      viewBox={`-1 -1 ${2 * WIDTH + 4} ${HEIGHT + 2}`}
      aria-hidden="true"
      focusable="false"
    >
      {bar(before, 0, 'probability-before')}
      {bar(after, WIDTH + 2, after < before ? 'probability-after fell' : 'probability-after rose')}
      <line x1={-1} x2={2 * WIDTH + 3} y1={HEIGHT} y2={HEIGHT} />
    </svg>
  )
}

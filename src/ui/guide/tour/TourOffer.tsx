import type { TourState } from './useTour'

/** The offer of the tour to someone who is here for the first time; nothing for everybody else. */
export function TourOffer({ tour: { isOffered, start, decline } }: { tour: TourState }) {
  if (!isOffered) return null
  return (
    <p className="tour-offer">
      <button type="button" className="text-button" onClick={start}>
        Take the tour (5 steps)
      </button>
      <button type="button" className="tour-decline" aria-label="No tour" title="No tour" onClick={decline}>
        <span aria-hidden="true">×</span>
      </button>
    </p>
  )
}

import type { EndNotice } from './useEndNotice'

/** Asks to be told of the end of a long run, and says where the browser refuses. */
export function NotifyButton({ notice: { wanted, refused, toggle } }: { notice: EndNotice }) {
  return (
    <div className="notify">
      <button
        type="button"
        className="quiet"
        aria-pressed={wanted}
        title="A desktop notification when a run of more than a minute ends while this page is hidden"
        onClick={toggle}
      >
        Notify me when it ends
      </button>
      {refused !== undefined && (
        <p className="notify-refused" role="alert">
          {refused}
        </p>
      )}
    </div>
  )
}

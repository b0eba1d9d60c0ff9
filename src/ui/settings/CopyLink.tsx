import { useState } from 'react'

/** Copies the address of these settings; where the browser forbids it, shows the address for copying by hand. */
export function CopyLink({ link, disabled }: { link: string; disabled: boolean }) {
  // Which link was dealt with: after a change of the settings the confirmation no longer holds.
  const [copied, setCopied] = useState<string>()
  const [refused, setRefused] = useState<string>()

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link)
      setCopied(link)
    } catch {
      setRefused(link)
    }
  }

  return (
    <>
      <button type="button" disabled={disabled} onClick={() => void copy()}>
        {copied === link ? 'Link copied' : 'Copy link'}
      </button>
      <span className="visually-hidden" role="status">
        {copied === link ? 'The link to these settings was copied.' : ''}
      </span>
      {refused === link && (
        <label className="link-by-hand">
          The browser did not allow copying; copy the link here:
          <input
            type="text"
            readOnly
            value={link}
            onFocus={(event) => {
              event.target.select()
            }}
          />
        </label>
      )}
    </>
  )
}

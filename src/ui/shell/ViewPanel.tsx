import { Activity, type ReactNode, Suspense, useState } from 'react'
import { TabPanel } from 'react-aria-components'
import { ErrorBoundary } from '../ErrorBoundary'
import { type View, viewTitles } from './views'

interface Props {
  view: View
  open: View
  children: ReactNode
}

/**
 * The content of a view: made when it is first opened, then kept, so that what was chosen in it stays. Out of sight it is only
 * brought up to date when nothing else is to be drawn.
 */
export function ViewPanel({ view, open, children }: Props) {
  const [opened, setOpened] = useState(view === open)
  if (view === open && !opened) setOpened(true)
  const title = viewTitles[view]
  return (
    <TabPanel id={view} className="view-panel" shouldForceMount>
      {opened && (
        <ErrorBoundary name={`The view ${title}`}>
          <Activity mode={view === open ? 'visible' : 'hidden'}>
            <Suspense fallback={<p className="loading">Loading {title.toLowerCase()}…</p>}>{children}</Suspense>
          </Activity>
        </ErrorBoundary>
      )}
    </TabPanel>
  )
}

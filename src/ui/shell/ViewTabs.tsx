import { Tab, TabList } from 'react-aria-components'
import { views, viewTitles } from './views'

/** The tabs of the page's views; no view loses anything when another is opened. */
export function ViewTabs() {
  return (
    <TabList className="view-tabs" aria-label="Views">
      {views.map((view) => (
        <Tab key={view} id={view} className="view-tab" data-tour={`tab-${view}`}>
          {viewTitles[view]}
        </Tab>
      ))}
    </TabList>
  )
}

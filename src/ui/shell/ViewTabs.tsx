import { Tab, TabList } from 'react-aria-components'
import { views, viewTitles } from './views'

/** The tabs of the page's views; no view loses anything when another is opened. */
export function ViewTabs() {
  return (
    <nav aria-label="Views">
      <TabList className="view-tabs" aria-label="Views">
        {views.map((view) => (
          <Tab key={view} id={view} className="view-tab">
            {viewTitles[view]}
          </Tab>
        ))}
      </TabList>
    </nav>
  )
}

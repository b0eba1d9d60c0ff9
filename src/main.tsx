// The page's own styles come first, so that those of its parts, each imported by its component, add to them.
import './ui/styles/index.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './ui/App'
import { ErrorBoundary } from './ui/ErrorBoundary'
import { rememberingPace } from './ui/settings/estimate'
import { applyScheme, keptScheme } from './ui/shell/Header'
import { createBenchmark } from './worker/benchmark/client'
import { createTrainer } from './worker/client'

applyScheme(keptScheme())
const trainer = rememberingPace(createTrainer())
const benchmark = createBenchmark()
const root = document.getElementById('root')
if (!root) throw new Error('The page has no element with the id "root".')

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary name="The page">
      <App trainer={trainer} benchmark={benchmark} />
    </ErrorBoundary>
  </StrictMode>,
)

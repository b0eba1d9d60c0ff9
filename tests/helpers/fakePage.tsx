import { createRoot } from 'react-dom/client'
import type { DeviceProblem } from '../../src/policy/errors'
import { App } from '../../src/ui/App'
import { ErrorBoundary } from '../../src/ui/ErrorBoundary'
import '../../src/ui/styles/index.css'
import { createFakeTrainer } from './fakeTrainer'

// The page with a made-up trainer, for looking at it under `npm run dev`: /tests/helpers/fakePage.html?step=50&problem=…
const query = new URLSearchParams(window.location.search)
const problem = query.get('problem') as DeviceProblem | null
const root = document.getElementById('root')
if (!root) throw new Error('The page has no element with the id "root".')
const trainer = createFakeTrainer(
  problem
    ? { ready: false, problem, message: 'This is where the worker says what it found.' }
    : { ready: true, name: 'A made-up device' },
  Number(query.get('step') ?? 30),
  query.has('fail') ? Number(query.get('fail')) : undefined,
)
createRoot(root).render(
  <ErrorBoundary name="The page">
    <App trainer={trainer} />
  </ErrorBoundary>,
)

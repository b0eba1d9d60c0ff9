import { createRoot } from 'react-dom/client'
import { App } from '../../src/ui/App'
import { ErrorBoundary } from '../../src/ui/ErrorBoundary'
import '../../src/ui/styles/index.css'
import type { TrainingProblem } from '../../src/worker/client'
import { createFakeBenchmark } from './fakeBenchmark'
import { createFakeTrainer } from './fakeTrainer'

// The page with a made-up trainer, for looking at it under `npm run dev`: /tests/helpers/fakePage.html?step=50&problem=…
const query = new URLSearchParams(window.location.search)
const problem = query.get('problem') as TrainingProblem | null
const root = document.getElementById('root')
if (!root) throw new Error('The page has no element with the id "root".')
const forms = {
  tile: { rows: 8, columns: 8, exchange: false },
  rollout: { threads: 1, sequences: 8, positions: 16 },
} as const
// The problem is one of the fused engine alone.
const trainer = createFakeTrainer(
  ({ engine }) =>
    problem && engine === 'fused'
      ? { ready: false, engine, problem, message: 'This is where the worker says what it found.' }
      : {
          ready: true,
          name: `${engine} (a made-up device)`,
          ...(engine === 'fused' && { variants: forms, measured: forms }),
        },
  Number(query.get('step') ?? 30),
  query.has('fail') ? Number(query.get('fail')) : undefined,
)
const benchmark = createFakeBenchmark(Number(query.get('row') ?? 300))
createRoot(root).render(
  <ErrorBoundary name="The page">
    <App trainer={trainer} benchmark={benchmark} />
  </ErrorBoundary>,
)

import type { ShownRun } from '../runs/shownRun'
import { checkpoints } from './checkpoints'
import { InspectorBody } from './InspectorBody'
import { NoExamples } from './NoExamples'
import type { PearWeighting } from './weighting'
import { useDeferredValue, useMemo } from 'react'

interface Props {
  run: ShownRun
  /** The weighting of the settings: what the inspector starts from. */
  pear: PearWeighting
  /** Takes the weighting that was tried into the settings; undefined while they cannot be changed. */
  onApply?: ((pear: PearWeighting) => void) | undefined
}

/** The weight inspector: tokens of the offline data, what each variant makes them count, and how the settings move that. */
export default function Inspector({ run, pear, onApply }: Props) {
  // A run that goes on reports many times a second; the sliders must not wait for that.
  const results = useDeferredValue(run.results)
  const { offline, scored, config } = results
  const moments = useMemo(
    () => checkpoints({ scored, ...(offline && { offline }), ...(config && { config }) }),
    [offline, scored, config],
  )
  if (!config || !offline || offline.examples.length === 0 || moments.length === 0)
    return <NoExamples results={results} />
  return (
    // Another run has other examples: what was chosen in this one means nothing there.
    <InspectorBody
      key={run.id}
      examples={offline.examples}
      seed={offline.seed}
      moments={moments}
      config={config}
      pear={pear}
      onApply={onApply}
    />
  )
}

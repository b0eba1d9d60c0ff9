import { armIds } from '../../experiment/arms'
import type { RunResults } from '../../experiment/results'
import { Legend } from './Legend'
import { MainChart } from './MainChart'
import type { ChartLayers } from './layers'

interface Props {
  results: RunResults
  layers: ChartLayers
  onLayers: (layers: ChartLayers) => void
}

/** The legend of all charts and the main one. Loaded when first needed: it brings the drawing library. */
export default function Charts({ results, layers, onLayers }: Props) {
  const arms = armIds.filter((arm) => results.config?.arms.includes(arm))
  return (
    <>
      <Legend arms={arms} layers={layers} onChange={onLayers} />
      <MainChart results={results} layers={layers} />
    </>
  )
}

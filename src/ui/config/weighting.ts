import type { ExperimentConfig } from '../../config/config'
import { change, type Editing } from './editing'

type Weighting = Partial<ExperimentConfig['pear']>

/** Takes a weighting that was tried elsewhere on the page into the settings; what was typed in its fields gives way. */
export function takeWeighting(editing: Editing, weighting: Weighting): Editing {
  const { config } = editing
  const paths = Object.keys(weighting).map((key) => `pear.${key}`)
  return change(editing, { ...config, pear: { ...config.pear, ...weighting } }, paths)
}

import { FUSED, referenceOn } from '../helpers/policy/engines'
import { trainingSuite } from '../helpers/policy/training-suite'

trainingSuite(FUSED)
trainingSuite(referenceOn('webgpu'))

import { FUSED, referenceOn } from '../helpers/policy/engines'
import { rolloutSuite } from '../helpers/policy/rollout-suite'

rolloutSuite(FUSED)
rolloutSuite(referenceOn('webgpu'))

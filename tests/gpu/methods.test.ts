import { FUSED, referenceOn } from '../helpers/policy/engines'
import { methodsSuite } from '../helpers/policy/methods-suite'

methodsSuite(FUSED)
methodsSuite(referenceOn('webgpu'))

import { FUSED, referenceOn } from '../helpers/policy/engines'
import { errorsSuite } from '../helpers/policy/errors-suite'

errorsSuite(FUSED)
errorsSuite(referenceOn('webgpu'))

import { WASM } from '../../../helpers/policy/engines'
import { rolloutSuite } from '../../../helpers/policy/rollout-suite'

rolloutSuite(WASM)

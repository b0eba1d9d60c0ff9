import { poolOf } from '../../../helpers/policy/poolEngine'
import { rolloutSuite } from '../../../helpers/policy/rollout-suite'

rolloutSuite(poolOf(3))

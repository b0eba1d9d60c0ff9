import { poolOf } from '../../../helpers/policy/poolEngine'
import { trainingSuite } from '../../../helpers/policy/training-suite'

trainingSuite(poolOf(3))

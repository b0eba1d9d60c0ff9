import { poolOf } from '../../../helpers/policy/poolEngine'
import { errorsSuite } from '../../../helpers/policy/errors-suite'

errorsSuite(poolOf(3))

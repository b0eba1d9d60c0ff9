import { agreementSuite } from '../../../helpers/policy/agreement-suite'
import { poolOf } from '../../../helpers/policy/poolEngine'

agreementSuite(poolOf(2))

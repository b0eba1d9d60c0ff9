import { agreementSuite } from '../../../helpers/policy/agreement-suite'
import { WASM } from '../../../helpers/policy/engines'

agreementSuite(WASM)

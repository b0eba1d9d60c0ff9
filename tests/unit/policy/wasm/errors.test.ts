import { WASM } from '../../../helpers/policy/engines'
import { errorsSuite } from '../../../helpers/policy/errors-suite'

errorsSuite(WASM)

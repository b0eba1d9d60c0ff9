import { WASM } from '../../../helpers/policy/engines'
import { trainingSuite } from '../../../helpers/policy/training-suite'

trainingSuite(WASM)

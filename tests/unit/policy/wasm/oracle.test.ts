import { WASM } from '../../../helpers/policy/engines'
import { oracleSuite } from '../../../helpers/policy/oracle-suite'

oracleSuite(WASM)

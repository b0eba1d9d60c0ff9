import { referenceOn, WASM } from '../../helpers/policy/engines'
import { methodsSuite } from '../../helpers/policy/methods-suite'

methodsSuite(WASM)
methodsSuite(referenceOn('cpu'))

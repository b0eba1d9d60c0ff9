import { oracleSuite } from '../helpers/policy/oracle-suite'

oracleSuite('webgpu')

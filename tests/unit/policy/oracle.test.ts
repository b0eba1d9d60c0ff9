import { referenceOn } from '../../helpers/policy/engines'
import { oracleSuite } from '../../helpers/policy/oracle-suite'
import { referenceOracleSuite } from '../../helpers/policy/reference-oracle-suite'

oracleSuite(referenceOn('cpu'))
referenceOracleSuite('cpu')

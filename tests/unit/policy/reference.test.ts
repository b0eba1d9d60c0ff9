import { referenceSuite } from '../../helpers/policy/reference-suite'

referenceSuite('cpu')

import { trainingSuite } from '../../helpers/policy/training-suite'

trainingSuite('cpu')

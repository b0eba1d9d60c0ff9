import { trainingSuite } from '../helpers/policy/training-suite'

trainingSuite('webgpu')

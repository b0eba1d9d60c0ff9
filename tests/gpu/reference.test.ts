import { referenceSuite } from '../helpers/policy/reference-suite'

referenceSuite('webgpu')

import { rolloutSuite } from '../../helpers/policy/rollout-suite'

rolloutSuite('cpu')

import { useArmStyle } from '../useArmStyle'
import type { ComparedPolicy } from './comparison'
import type { Chosen } from './selection'

/** What a policy is called beside those that it is compared with: its arm, or its checkpoint. */
export function usePolicyTitle(compare: Chosen['compare']): (policy: ComparedPolicy) => string {
  const look = useArmStyle()
  return ({ arm, checkpoint }) => (compare === 'arms' ? look(arm).title : checkpoint.title)
}

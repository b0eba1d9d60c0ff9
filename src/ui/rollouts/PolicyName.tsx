import { ArmName } from '../Swatch'
import type { ComparedPolicy } from './comparison'
import type { Chosen } from './selection'

/** A policy's name as its comparison has it: the arm with its line, or the checkpoint. */
export function PolicyName({ policy, compare }: { policy: ComparedPolicy; compare: Chosen['compare'] }) {
  return compare === 'arms' ? <ArmName arm={policy.arm} /> : <span className="nowrap">{policy.checkpoint.title}</span>
}

import { type ArmKind, kindsOf, type MethodGroup, methodGroups } from '../../config/methods'

/** Kinds of arms that belong together. */
export const armGroups: readonly { title: string; arms: readonly ArmKind[] }[] = Object.entries(methodGroups).map(
  ([group, title]) => ({ title, arms: kindsOf(group as MethodGroup) }),
)

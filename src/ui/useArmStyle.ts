import { createContext, useContext } from 'react'
import type { ArmId } from '../config/armId'
import type { OwnSettings } from '../config/ownSettings'
import { armStyle, type ArmStyle } from './armStyle'

/** The names that arms were given, in this part of the page: those of the run that it shows, or of the settings. */
export const OwnNames = createContext<OwnSettings | undefined>(undefined)

/** `armStyle` with the names of the surrounding `OwnNames`. */
export function useArmStyle(): (arm: ArmId | 'base') => ArmStyle {
  const own = useContext(OwnNames)
  return (arm) => armStyle(arm, own)
}

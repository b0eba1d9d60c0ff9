import { createContext } from 'react'
import type { TermId } from './terms'

/** Goes to a term's entry in the glossary; undefined where the page shows no glossary beside the words. */
export const GlossaryLink = createContext<((id: TermId) => void) | undefined>(undefined)

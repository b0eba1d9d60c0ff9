import katex from 'katex'
import 'katex/dist/katex.min.css'

/** A formula typeset, or why it cannot be. */
export type Typeset = { html: string } | { problem: string }

/**
 * Typesets TeX as HTML with the same formula in MathML, which is what screen readers read. Never throws: TeX that KaTeX refuses gives
 * the problem in words. Loaded when first needed, with its style sheet and fonts.
 */
export function typeset(tex: string, display: boolean): Typeset {
  try {
    return { html: katex.renderToString(tex, { displayMode: display, output: 'htmlAndMathml', strict: 'ignore' }) }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

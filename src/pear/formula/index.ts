/**
 * A method of SFT as a formula: c_t, what the loss −log π_θ(y_t) of each response token counts (METHOD.md, "Formulas"). One table of
 * variables, functions and operators each drives reading, evaluation, typesetting and help.
 *
 * A text becomes a list of steps, every step after those it needs. So nothing but reading brackets calls itself, a name used twice
 * is computed once, and work is at most the number of steps times n·log n of the batch's tokens; the length of a text bounds the steps.
 */
import type { Rng } from '../../core/rng'
import { evaluate, type FormulaBatch, lastUses } from './evaluate'
import { functions, signature } from './functions'
import type { Reading } from './operation'
import { parse, type Program } from './parse'
import { equations, nameTex, type Tex } from './tex'
import { FormulaProblem } from './tokens'
import type { Constants } from './values'
import { variables } from './variables'

export { type FormulaBatch, FormulaInputError, WeightError } from './evaluate'
export type { Reading } from './operation'
export { MAX_LENGTH } from './tokens'
export type { Constants } from './values'

/** A formula that can be computed. */
export interface CompiledFormula {
  /**
   * c_t of every response token, one row a response, in float64. Throws WeightError for one that is no finite number and
   * FormulaInputError for a batch without what the formula reads.
   *
   * @param rng the stream of `shuffle`; without one, every call deals alike
   */
  weights(batch: FormulaBatch, constants: Constants, rng?: Rng): number[][]
  /** What the result depends on of the batch's fields, V and the constants. */
  reads: ReadonlySet<Reading>
  /** Whether a response's weights depend on the batch's other responses. */
  overBatch: boolean
  /** Its lines and c_t, typeset. */
  tex: string
}

/** Why a text is no formula, and a way out; `column` is a place in the whole text, from 1. */
export interface Problem {
  message: string
  column: number
}

/** Reads a formula; of a text that is none, says what is wrong with it. Never throws, and never runs a text as code. */
export function compileFormula(text: string): CompiledFormula | { problem: Problem } {
  try {
    return compiled(parse(text))
  } catch (error) {
    if (!(error instanceof FormulaProblem)) throw error
    const { message, column } = error
    const line = text.slice(0, column - 1).split('\n').length
    return { problem: { message: text.trimEnd().includes('\n') ? `line ${line}: ${message}` : message, column } }
  }
}

function compiled(program: Program): CompiledFormula {
  const last = lastUses(program)
  const needed = program.steps.filter((_, i) => last[i] !== undefined).map(({ operation }) => operation)
  return {
    weights: (batch, constants, rng) => evaluate(program, last, batch, constants, rng),
    reads: new Set(needed.flatMap(({ reads }) => reads ?? [])),
    overBatch: needed.some(({ overBatch }) => overBatch),
    tex: texOf(program),
  }
}

function texOf({ steps, result, lines }: Program): string {
  const all: Tex[] = []
  for (const { operation, args } of steps) all.push(operation.tex(args.map((arg) => all[arg] as Tex)))
  const equationsOf = lines.map(({ name, step }) => ({
    name: nameTex(name, steps[step]?.shape === 'token'),
    value: all[steps[step]?.args[0] ?? 0] as Tex,
  }))
  return equations(equationsOf, all[result] as Tex)
}

/** What a formula may say, for help beside the field: variables as they are written, functions with their parameters. */
export const formulaHelp: readonly { name: string; signature: string; meaning: string }[] = [
  ...[...variables.values()].map(({ name, meaning }) => ({ name, signature: name, meaning })),
  ...[...functions.values()].map((called) => ({
    name: called.name,
    signature: signature(called),
    meaning: called.meaning,
  })),
]

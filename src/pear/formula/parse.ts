import { type FormulaFunction, functions, signature } from './functions'
import { unknownName } from './names'
import type { Operation } from './operation'
import { COMPARISON, negation, operators } from './operators'
import { nameTex, numberTex } from './tex'
import { FormulaProblem, shortened, type Token, tokensOf } from './tokens'
import type { Shape } from './values'
import { variables } from './variables'

/** Brackets, signs and exponents in each other; what reads them calls itself. */
const MAX_DEPTH = 64

/** An operation with the places of its arguments among the steps. */
export interface Step {
  operation: Operation
  args: readonly number[]
  shape: Shape
  /** Its number, where it depends on nothing but the text. */
  constant: number | undefined
}

/** A formula as steps in the order in which they are taken: each comes after its arguments, and none is written down twice. */
export interface Program {
  steps: readonly Step[]
  /** The step that gives c_t. */
  result: number
  /** The named lines, with the step of each. */
  lines: readonly { name: string; step: number }[]
}

/**
 * Reads a formula by operator precedence (Pratt):
 *
 *     formula    = { name "=" expression ";" } expression [ ";" ]
 *     expression = value { operator value }       ^ before signs before * / before + - before comparisons, of which one may stand alone
 *     value      = number | variable | name | function "(" expression { "," expression } ")" | "(" expression ")" | "-" value
 *
 * Throws FormulaProblem with the column of what is wrong.
 */
export const parse = (text: string): Program => new Reader(text).formula()

class Reader {
  private readonly tokens: readonly Token[]
  private readonly steps: Step[] = []
  private readonly named = new Map<string, number>()
  private readonly variableSteps = new Map<string, number>()
  private next = 0
  private depth = 0

  constructor(private readonly text: string) {
    this.tokens = tokensOf(text)
  }

  formula(): Program {
    const lines: { name: string; step: number }[] = []
    while (this.isLine()) lines.push(this.line())
    const start = this.peek()
    if (start.kind === 'end') {
      throw new FormulaProblem(
        lines.length > 0
          ? 'the formula ends without a result; write behind the last `;` what a token’s loss counts'
          : 'the formula is empty; write what a token’s loss counts, `1` for plain SFT',
        start.column,
      )
    }
    const result = this.expression(0)
    if (this.take(';') && this.peek().kind !== 'end') {
      if (this.peek().text === ';') throw missingValue(this.peek())
      const wayOut = 'give this line a name (`name = …;`) or remove it'
      throw new FormulaProblem(`only the last line is the result; ${wayOut}`, start.column)
    }
    if (this.peek().kind !== 'end') throw this.unexpected(this.peek())
    return { steps: this.steps, result, lines }
  }

  private isLine(): boolean {
    return this.peek().kind === 'name' && this.tokens[this.next + 1]?.text === '='
  }

  private line(): { name: string; step: number } {
    const { text: name, column } = this.advance()
    this.advance()
    if (this.named.has(name)) {
      throw new FormulaProblem(`\`${shortened(name)}\` has a value already; take another name`, column)
    }
    if (variables.has(name) || functions.has(name)) {
      const wayOut = 'take another name, or write `==` to compare'
      throw new FormulaProblem(`\`${name}\` has a meaning of its own, which a line cannot change; ${wayOut}`, column)
    }
    const value = this.expression(0)
    const end = this.peek()
    if (!this.take(';')) {
      if (end.kind !== 'end') throw this.unexpected(end)
      const wayOut = `add \`; ${shortened(name)}\` to make this line the result`
      throw new FormulaProblem(`the formula ends without a result; ${wayOut}`, end.column)
    }
    const shape = this.shapeOf(value)
    const operation: Operation = {
      shape: () => shape,
      evaluate: ([given]) => given?.numbers ?? new Float64Array(),
      tex: () => nameTex(name, shape === 'token'),
      compute: (...[given]) => given as number,
    }
    const step = this.add(operation, [value])
    this.named.set(name, step)
    return { name, step }
  }

  /** An expression of operators that bind at least as tightly as `power`. */
  private expression(power: number): number {
    let left = this.value()
    let compared = false
    for (;;) {
      const sign = this.peek()
      const operator = sign.kind === 'symbol' ? operators.get(sign.text) : undefined
      if (!operator || operator.power < power) return left
      if (operator.power === COMPARISON && compared) {
        const wayOut = 'write `(a < b) * (b < c)` for both, brackets for one inside the other'
        throw new FormulaProblem(`comparisons do not chain; ${wayOut}`, sign.column)
      }
      compared = operator.power === COMPARISON
      this.advance()
      const right = operator.bindsRight
        ? this.nested(sign, () => this.expression(operator.power))
        : this.expression(operator.power + 1)
      left = this.add(operator, [left, right])
    }
  }

  private value(): number {
    const token = this.advance()
    if (token.kind === 'number') return this.number(token.text)
    if (token.kind === 'name') return this.name(token)
    switch (token.text) {
      case '-':
        return this.add(negation, [this.nested(token, () => this.expression(negation.power))])
      case '+':
        return this.nested(token, () => this.expression(negation.power))
      case '(':
        return this.nested(token, () => {
          const inside = this.expression(0)
          if (!this.take(')')) throw this.unclosed(token)
          return inside
        })
      default:
        throw missingValue(token)
    }
  }

  private number(typed: string): number {
    const number = Number(typed)
    return this.add(
      {
        shape: () => 'batch',
        evaluate: () => Float64Array.of(number),
        tex: () => numberTex(typed),
        compute: () => number,
      },
      [],
    )
  }

  private name(token: Token): number {
    const { text: name, column } = token
    const isCalled = this.tokens[this.next]?.text === '('
    const called = functions.get(name)
    if (called) {
      if (isCalled) return this.call(called, token)
      throw new FormulaProblem(`\`${name}\` is a function; write \`${signature(called)}\``, column)
    }
    const variable = variables.get(name)
    const step = this.named.get(name) ?? this.variableSteps.get(name)
    if (isCalled && (variable ?? step) !== undefined) {
      throw new FormulaProblem(
        `\`${shortened(name)}\` is no function; to multiply, write \`${shortened(name)} * (…)\``,
        column,
      )
    }
    if (step !== undefined) return step
    if (!variable) throw this.unknown(name, column, isCalled)
    const added = this.add(variable, [])
    this.variableSteps.set(name, added)
    return added
  }

  private call(called: FormulaFunction, { column }: Token): number {
    const open = this.advance()
    const starts: number[] = []
    const args: number[] = []
    this.nested(open, () => {
      if (this.take(')')) return
      do {
        starts.push(this.peek().column)
        args.push(this.expression(0))
      } while (this.take(','))
      if (!this.take(')')) throw this.unclosed(open)
    })
    const { name, parameters, variadic } = called
    if (args.length < parameters.length || (args.length > parameters.length && !variadic)) {
      const wanted =
        parameters.length === 1 ? '1 argument' : `${parameters.length} arguments${variadic ? ' or more' : ''}`
      throw new FormulaProblem(
        `\`${name}\` takes ${wanted}, not ${args.length}; write \`${signature(called)}\``,
        column,
      )
    }
    const shapes = args.map((arg) => this.shapeOf(arg))
    const refusal = called.refuses?.(
      shapes,
      args.map((arg) => this.steps[arg]?.constant),
    )
    if (refusal) throw new FormulaProblem(`\`${name}\` ${refusal.why}`, starts[refusal.argument] ?? column)
    return this.add(called, args)
  }

  private add(operation: Operation, args: readonly number[]): number {
    const constants = args.flatMap((arg) => this.steps[arg]?.constant ?? [])
    const constant = constants.length === args.length ? operation.compute?.(...constants) : undefined
    const shape = operation.shape(args.map((arg) => this.shapeOf(arg)))
    return this.steps.push({ operation, args, shape, constant }) - 1
  }

  private shapeOf(step: number): Shape {
    return this.steps[step]?.shape ?? 'batch'
  }

  private nested<T>(token: Token, read: () => T): T {
    if (++this.depth > MAX_DEPTH) {
      const wayOut = 'give a part of it a name in a line before (`name = …;`)'
      throw new FormulaProblem(
        `more than ${MAX_DEPTH} brackets, signs and exponents in each other; ${wayOut}`,
        token.column,
      )
    }
    const result = read()
    this.depth--
    return result
  }

  private peek(): Token {
    const token = this.tokens[this.next] as Token
    if (token.message !== undefined) throw new FormulaProblem(token.message, token.column)
    return token
  }

  private advance(): Token {
    const token = this.peek()
    if (token.kind !== 'end') this.next++
    return token
  }

  private take(symbol: string): boolean {
    const isNext = this.peek().text === symbol
    if (isNext) this.next++
    return isNext
  }

  private unknown(name: string, column: number, isCalled: boolean): FormulaProblem {
    const after = this.tokens[this.next]
    if (after?.text === '=') return this.unexpected(after)
    const isLater = this.tokens.some(({ text }, i) => text === name && this.tokens[i + 1]?.text === '=')
    return new FormulaProblem(
      isLater
        ? `\`${shortened(name)}\` has no value yet; its line must stand before this one`
        : unknownName(name, isCalled, [...this.named.keys()]),
      column,
    )
  }

  /** What stands where a bracket should close. */
  private unclosed(open: Token): FormulaProblem {
    const found = this.peek()
    if (found.kind !== 'end' && found.text !== ';') return this.unexpected(found)
    return new FormulaProblem('this `(` is never closed; add `)`', open.column)
  }

  /** What stands where an operator could, or the end. */
  private unexpected({ kind, text, column }: Token): FormulaProblem {
    switch (text) {
      case ')':
        return new FormulaProblem('this `)` closes nothing; remove it, or open a `(` before it', column)
      case ',':
        return new FormulaProblem('a `,` stands only between arguments; a decimal has a point, as in `0.5`', column)
      case '=':
        return new FormulaProblem(
          '`=` stands only behind a new name at the start of a line; to compare, write `==`',
          column,
        )
      default: {
        const last = this.tokens[this.next - 1]
        const between = this.text.slice((last?.column ?? 1) - 1, column - 1)
        const wayOut =
          this.depth === 0 && between.includes('\n')
            ? 'end the line before with `;`'
            : `to multiply, write \`* ${shortened(text)}\``
        const what = kind === 'symbol' ? 'this `(`' : `\`${shortened(text)}\``
        return new FormulaProblem(`an operator is missing before ${what}; ${wayOut}`, column)
      }
    }
  }
}

function missingValue({ kind, text, column }: Token): FormulaProblem {
  if (kind === 'end') return new FormulaProblem('the formula ends where a value should stand; add one', column)
  const wayOut = operators.has(text) || text === ',' ? 'add one' : `add one or remove \`${text}\``
  return new FormulaProblem(`a value is missing before \`${text}\`; ${wayOut}`, column)
}

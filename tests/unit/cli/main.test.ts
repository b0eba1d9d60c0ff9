import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BadArguments } from '../../../cli/arguments'
import { parseBasesArguments } from '../../../cli/bases'
import { parseBenchArguments } from '../../../cli/bench'
import { CHOICE_OPTIONS } from '../../../cli/choice'
import { parseExperimentArguments } from '../../../cli/experiment'
import { parseReportArguments } from '../../../cli/report'
import { root } from '../../../tools/script.mjs'

/** Types a command in some other folder. */
function typed(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'cli/main.mjs'), ...words], {
    cwd: '/',
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

const parsers = {
  experiment: parseExperimentArguments,
  report: parseReportArguments,
  bases: parseBasesArguments,
  bench: parseBenchArguments,
}
const commands = Object.keys(parsers) as (keyof typeof parsers)[]

/** What help says of each option: its lines, under the option's name. */
function optionsOf(help: string): Map<string, string> {
  const [, ...blocks] = help.split(/\n(?= {2}--)/)
  return new Map(
    blocks.flatMap((block) => {
      const names = /^ {2}(--.*?)(?: {2}|\n|$)/.exec(block)?.[1] ?? ''
      return [...names.matchAll(/--([\w-]+)/g)].map(([, name = '']) => [name, block] as const)
    }),
  )
}

const helps = new Map(commands.map((command) => [command, optionsOf(typed(command, '--help').stdout)]))

test.each(commands)('npm run %s says what it does and takes', (command) => {
  const { status, stdout, stderr } = typed(command, '--help')
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(new RegExp(`^npm run ${command} `))
  expect(typed(command, 'anything', '-h').stdout).toBe(stdout)
})

test.each(commands)('npm run %s takes the options that its help names', (command) => {
  const names = [...(helps.get(command)?.keys() ?? [])].filter((name) => name !== 'help')
  expect(names.length).toBeGreaterThan(1)
  // Without its value, or its file, an option may still be a mistake, but it is none that nobody knows.
  for (const name of names)
    expect(
      messageOf(() => parsers[command]([`--${name}`])),
      name,
    ).not.toContain('Unknown option')
  expect(messageOf(() => parsers[command](['--unheard-of']))).toContain("Unknown option '--unheard-of'")
})

test('commands that train take the same options and say the same of them', () => {
  const [experiment, bases, bench] = [helps.get('experiment'), helps.get('bases'), helps.get('bench')]
  for (const name of Object.keys(CHOICE_OPTIONS)) {
    expect(experiment?.get(name), name).toBeDefined()
    expect(bases?.get(name), name).toBe(experiment?.get(name))
  }
  for (const name of ['runtime', 'adapter', 'help']) expect(bench?.get(name), name).toBe(experiment?.get(name))
})

test('a bad argument is one line and status 2', () => {
  const { status, stdout, stderr } = typed('experiment', '--preset', 'nope')
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^--preset is "nope"; the presets are default, .*\n$/)
})

test('a command that is none is told what there is', () => {
  const { status, stderr } = typed('experment')
  expect([status, stderr]).toEqual([1, '\nThere is no command "experment": experiment, report, bases, bench.\n'])
})

function messageOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof BadArguments) return error.message
    throw error
  }
  return ''
}

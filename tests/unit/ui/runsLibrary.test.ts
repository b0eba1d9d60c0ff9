import { expect, test } from 'vitest'
import type { RunResults } from '../../../src/results/results'
import { PointStore } from '../../../src/results/store'
import { createRunLibrary } from '../../../src/ui/runs/library'
import { pageMachine } from '../../../src/ui/runs/library/file'
import { createRunStore } from '../../../src/ui/runs/library/store'
import { resultsFile } from '../../helpers/resultsFile'
import { ELSEWHERE } from '../../../src/ui/runs/library/head'
import type { Tabs } from '../../../src/ui/runs/library/tabs'
import { aloneTab, headOf, memoryDatabase, memoryTabs, runOf } from './runsFixtures'

const finished = runOf([0.5, 0.6], [0.7, 0.9])
const { end: _, ...goingOn } = finished
const started: RunResults = { ...goingOn, points: PointStore.of() }

let clock = Date.parse('2026-11-23T12:00:00Z')

/** A library of this database whose clock goes on by a second at each look. */
function libraryOf(database = memoryDatabase(), tabs: Tabs = aloneTab) {
  const now = (): number => (clock += 1000)
  const store = createRunStore(database)
  const library = createRunLibrary({ store, tabs, now, machine: pageMachine('', 1), most: 3 })
  const heads = () => library.state().heads
  return { library, database, heads, names: () => heads().map(({ name }) => name) }
}

/** Another run, with results of its own. */
const copy = (results: RunResults = finished): RunResults =>
  ({ ...results, ...structuredClone({ config: results.config }) }) as RunResults

test('a run of this tab is listed and shown when it begins, and kept when it ends', async () => {
  const { library, database, heads } = libraryOf()
  await library.follow(1, started)
  const [head] = heads()
  expect(head).toMatchObject({ state: 'going on', origin: 'tab', pinned: false })
  expect(library.state()).toMatchObject({ liveId: head?.id, shownId: head?.id })
  expect(database.kept.size).toBe(0)

  await library.follow(1, finished)
  expect(library.state().liveId).toBeUndefined()
  expect(heads()).toMatchObject([{ id: head?.id, state: 'finished', seconds: 60, outcome: { best: { arm: 'token' } } }])

  const next = libraryOf(database)
  await next.library.open()
  expect(next.heads()).toEqual(heads())
  await next.library.show(head?.id ?? '')
  expect(next.library.state().contents.get(head?.id ?? '')?.results.points).toEqual(finished.points)
})

test.each(['stopped', 'failed'] as const)('a run that %s is kept if it has measured anything', async (kind) => {
  const end = kind === 'failed' ? ({ kind, message: 'Lost.' } as const) : ({ kind, seconds: 3 } as const)
  const { library, database, heads } = libraryOf()
  await library.follow(1, { ...finished, end })
  expect(heads()).toMatchObject([{ state: kind }])
  expect(database.kept.size).toBe(2)
  await library.follow(2, { ...copy(started), end })
  expect(heads()).toHaveLength(1)
})

test('a tab that closes loses only what came since the run was kept last', async () => {
  const { library, database } = libraryOf()
  await library.follow(1, started)
  await library.save()
  expect(database.kept.size).toBe(0)
  await library.follow(1, goingOn)
  await library.save()
  const next = libraryOf(database)
  await next.library.open()
  expect(next.heads()).toMatchObject([{ state: 'cut off' }])
  const id = next.heads()[0]?.id ?? ''
  await next.library.show(id)
  expect(next.library.state().contents.get(id)?.results.points).toEqual(goingOn.points)
})

test('each run has its own name, also of the same settings, and is one whatever object says its settings', async () => {
  const { library, names } = libraryOf()
  await library.follow(1, goingOn)
  await library.follow(1, structuredClone(goingOn))
  await library.follow(1, copy())
  expect(names()).toHaveLength(1)
  // The same object of settings, twice.
  await library.follow(2, finished)
  await library.follow(3, finished)
  expect(new Set(names()).size).toBe(3)
})

test('a run that begins is shown in place of the one that was chosen, which stays in the list', async () => {
  const { library, heads } = libraryOf()
  await library.follow(1, copy())
  const first = heads()[0]?.id ?? ''
  await library.follow(2, copy())
  expect(library.state().shownId).not.toBe(first)
  await library.show(first)
  await library.setOverlay(heads()[0]?.id)
  expect(library.state()).toMatchObject({ shownId: first, overlayId: heads()[0]?.id })
  // A run is not laid over itself.
  await library.show(heads()[0]?.id ?? '')
  expect(library.state().overlayId).toBeUndefined()
})

test('the oldest unpinned run gives way, with a word', async () => {
  const { library, database, heads, names } = libraryOf()
  await library.follow(1, copy())
  await library.pin(heads()[0]?.id ?? '', true)
  const [pinned] = names()
  for (let i = 0; i < 3; i++) await library.follow(2 + i, copy())
  const oldest = heads()[2]?.name
  expect(library.state().messages).toEqual([])
  await library.follow(9, copy())
  expect(names()).toHaveLength(4)
  expect(names()).toContain(pinned)
  expect(names()).not.toContain(oldest)
  expect(library.state().messages).toEqual([expect.stringContaining(`gave way: ${oldest}`)])
  expect(database.kept.size).toBe(8)
})

test('names, notes and pins are kept', async () => {
  const { library, database, heads } = libraryOf()
  await library.follow(1, copy())
  await library.follow(2, copy())
  const [own, other] = heads()
  const id = own?.id ?? ''
  expect(await library.rename(id, ' Wide clips ')).toBeUndefined()
  await library.setNotes(id, 'what I wanted to know')
  await library.pin(id, true)
  expect(await library.rename(id, '  ')).toMatch(/needs a name/)
  expect(await library.rename(id, other?.name ?? '')).toMatch(/Another run is called/)
  expect(await library.rename(id, 'x'.repeat(81))).toMatch(/at most 80/)
  const next = libraryOf(database)
  await next.library.open()
  expect(next.heads().find((head) => head.id === id)).toMatchObject({
    name: 'Wide clips',
    notes: 'what I wanted to know',
    pinned: true,
  })
})

test('a deleted run is gone, and comes back whole', async () => {
  const { library, database, heads } = libraryOf()
  await library.follow(1, copy())
  const [head] = heads()
  const before = new Map(database.kept)
  await library.remove(head?.id ?? '')
  expect(heads()).toEqual([])
  expect(library.state()).toMatchObject({ removed: head, shownId: undefined })
  expect(database.kept.size).toBe(0)
  await library.undoRemove()
  expect(heads()).toEqual([head])
  expect(library.state().removed).toBeUndefined()
  expect(database.kept).toEqual(before)
})

test('neither the run that goes on nor the recorded one is deleted', async () => {
  const { library, heads } = libraryOf()
  const { manifest } = resultsFile(finished.config, [])
  library.setRecorded({ id: 'recorded', name: 'Reference', results: finished, manifest })
  await library.follow(1, goingOn)
  for (const { id } of heads()) await library.remove(id)
  expect(heads()).toHaveLength(2)
  await library.pin('recorded', false)
  expect(heads().find(({ id }) => id === 'recorded')?.pinned).toBe(true)
})

test('a run that was exported is imported as it was, under a name of its own', async () => {
  const { library, heads } = libraryOf()
  await library.follow(1, finished)
  const [original] = heads()
  await library.setNotes(original?.id ?? '', 'kept')
  const file = await library.exportRun(original?.id ?? '')
  expect(file?.name).toBe(`${original?.name}.json`)
  expect(await library.importText('a.json', file?.text ?? '')).toBeUndefined()
  const [imported] = heads()
  expect(imported).toMatchObject({
    name: `${original?.name} (2)`,
    origin: 'imported',
    notes: 'kept',
    state: 'finished',
  })
  expect(imported?.outcome).toEqual(original?.outcome)
  const again = JSON.parse((await library.exportRun(imported?.id ?? ''))?.text ?? '') as object
  expect({ ...again, name: original?.name }).toEqual(JSON.parse(file?.text ?? ''))
})

test('a file that holds no run is refused with its name', async () => {
  const { library, heads } = libraryOf()
  expect(await library.importText('cat.jpg', 'ÿØÿà')).toBe('cat.jpg was not imported. It is not JSON.')
  expect(heads()).toEqual([])
})

test('where the browser keeps nothing, runs stay in memory and a sentence says so once', async () => {
  const { library, database, heads } = libraryOf()
  database.refusal = new Error('QuotaExceeded')
  await library.follow(1, copy())
  await library.follow(2, copy())
  expect(library.state().messages).toEqual([expect.stringMatching(/cannot be kept in this browser.*QuotaExceeded/)])
  const [, first] = heads()
  await library.show(first?.id ?? '')
  expect(library.state().shownId).toBe(first?.id)
  expect((await library.exportRun(first?.id ?? ''))?.text).toContain('pear-playground-results')
  library.dismissMessages()
  expect(library.state().messages).toEqual([])
})

test('a browser without a database only says so', async () => {
  const refuse = () => Promise.reject(new Error('no storage here'))
  const store = createRunStore({ keys: refuse, getMany: refuse, change: refuse, setMany: refuse, delMany: refuse })
  const library = createRunLibrary({ store, tabs: aloneTab, now: Date.now, machine: pageMachine('', 1) })
  await library.open()
  await library.follow(1, finished)
  expect(library.state().heads).toHaveLength(1)
  expect(library.state().messages).toEqual([expect.stringContaining('no storage here')])
})

test('runs that this version cannot read are counted and left alone', async () => {
  const database = memoryDatabase()
  database.kept.set('head 1', headOf('readable'))
  database.kept.set('head 2', { ...headOf('other'), config: { game: { id: 'chess' } } })
  database.kept.set('head 3', 'garbage')
  const { library, names } = libraryOf(database)
  await library.open()
  expect(names()).toEqual(['readable'])
  expect(library.state().messages).toEqual([expect.stringMatching(/^2 kept runs/)])
  expect(database.kept.size).toBe(3)
  // Its file is missing.
  await library.show('readable')
  expect(library.state().messages).toHaveLength(2)
  expect(library.state().shownId).toBeUndefined()
})

test('a run that cannot be deleted stays in the list, with a sentence beside it', async () => {
  const { library, database, heads } = libraryOf()
  await library.follow(1, copy())
  const id = heads()[0]?.id ?? ''
  database.refusal = new Error('QuotaExceeded')
  await library.remove(id)
  expect(heads()).toHaveLength(1)
  expect(library.state().problems.get(id)).toBe('It could not be deleted. (QuotaExceeded)')
  expect(library.state().removed).toBeUndefined()
  database.refusal = undefined
  await library.remove(id)
  expect(heads()).toEqual([])
  expect(library.state()).toMatchObject({ removed: { id }, problems: new Map() })
})

test('a run that should give way but cannot be deleted stays in the list too', async () => {
  const { library, database, heads } = libraryOf()
  for (let i = 1; i <= 3; i++) await library.follow(i, copy())
  database.refusal = new Error('QuotaExceeded')
  const oldest = heads().at(-1)?.id ?? ''
  await library.follow(4, copy())
  expect(heads()).toHaveLength(4)
  expect(library.state().problems.get(oldest)).toMatch(/could not be deleted/)
  expect(library.state().messages.filter((message) => message.includes('gave way'))).toEqual([])
})

/** Two tabs of one browser, and the run that goes on in the first, of which the second has heard. */
async function twoTabs() {
  const browser = memoryTabs()
  const database = memoryDatabase()
  const [one, two] = [browser.open(), browser.open()]
  const first = libraryOf(database, one.tabs)
  const second = libraryOf(database, two.tabs)
  await first.library.follow(1, goingOn)
  await first.library.save()
  await second.library.open()
  const id = first.library.state().liveId ?? ''
  return { browser, database, first, second, id, closeFirst: one.close }
}

/** Resolves once the library's heads are as a function wants them. */
const until = (library: ReturnType<typeof createRunLibrary>, holds: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const end = library.subscribe(check)
    function check(): void {
      if (!holds()) return
      end()
      resolve()
    }
    check()
  })

test('a run that goes on in another tab is not taken for one that was cut off, nor written over', async () => {
  const { browser, database, first, second, id } = await twoTabs()
  expect(second.heads()).toMatchObject([{ id, state: ELSEWHERE }])
  // It cannot be deleted there; what is written about it leaves how far it is as it is.
  await second.library.remove(id)
  await second.library.rename(id, 'Theirs')
  await until(first.library, () => first.names()[0] === 'Theirs')
  expect(database.kept.get(`head ${id}`)).toMatchObject({ name: 'Theirs', state: 'going on' })
  expect(first.heads()).toMatchObject([{ state: 'going on' }])

  await second.library.show(id)
  await first.library.follow(1, finished)
  await until(second.library, () => second.heads()[0]?.state === 'finished')
  expect(second.heads()).toMatchObject([{ id, name: 'Theirs', state: 'finished' }])
  const third = libraryOf(database, browser.open().tabs)
  await third.library.open()
  expect(third.heads()).toMatchObject([{ id, name: 'Theirs', state: 'finished' }])
})

test('a run whose tab was closed in the middle is cut off, at once and not before', async () => {
  const { database, second, id, closeFirst } = await twoTabs()
  closeFirst()
  await until(second.library, () => second.heads()[0]?.state === 'cut off')
  expect(database.kept.get(`head ${id}`)).toMatchObject({ state: 'going on' })
  await second.library.remove(id)
  expect(second.heads()).toEqual([])
})

test('runs that another tab keeps, renames and deletes are followed', async () => {
  const { first, second } = await twoTabs()
  await second.library.follow(1, copy())
  const own = second.heads()[0]?.id ?? ''
  await until(first.library, () => first.heads().length === 2)
  await second.library.remove(own)
  await until(first.library, () => first.heads().length === 1)
  await second.library.undoRemove()
  await until(first.library, () => first.heads().length === 2)
  expect(first.heads()).toContainEqual(second.heads().find((head) => head.id === own))
})

test('without locks a run of another tab is shown as cut off, and is still not written over', async () => {
  const database = memoryDatabase()
  const [first, second] = [libraryOf(database), libraryOf(database)]
  await first.library.follow(1, goingOn)
  await first.library.save()
  await second.library.open()
  const id = first.library.state().liveId ?? ''
  expect(second.heads()).toMatchObject([{ state: 'cut off' }])
  await second.library.pin(id, true)
  expect(database.kept.get(`head ${id}`)).toMatchObject({ state: 'going on', pinned: true })
})

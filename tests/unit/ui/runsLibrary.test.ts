import { expect, test } from 'vitest'
import type { RunResults } from '../../../src/results/results'
import { PointStore } from '../../../src/results/store'
import { createRunLibrary } from '../../../src/ui/runs/library'
import { pageMachine } from '../../../src/ui/runs/library/machine'
import { createRunStore } from '../../../src/ui/runs/library/store'
import { resultsFile } from '../../helpers/resultsFile'
import { headOf, memoryDatabase, runOf } from './runsFixtures'

const finished = runOf([0.5, 0.6], [0.7, 0.9])
const { end: _, ...goingOn } = finished
const started: RunResults = { ...goingOn, points: PointStore.of() }

/** A library of this database whose clock goes on by a second at each look. */
function libraryOf(database = memoryDatabase(), most = 3) {
  let clock = Date.parse('2026-11-23T12:00:00Z')
  const now = (): number => (clock += 1000)
  const library = createRunLibrary({ store: createRunStore(database), now, machine: pageMachine('', 1), most })
  const heads = () => library.state().heads
  return { library, database, heads, names: () => heads().map(({ name }) => name) }
}

/** Another run, with results of its own. */
const copy = (results: RunResults = finished): RunResults =>
  ({ ...results, ...structuredClone({ config: results.config }) }) as RunResults

test('a run of this tab is listed and shown when it begins, and kept when it ends', async () => {
  const { library, database, heads } = libraryOf()
  await library.follow(started)
  const [head] = heads()
  expect(head).toMatchObject({ state: 'going on', origin: 'tab', pinned: false })
  expect(library.state()).toMatchObject({ liveId: head?.id, shownId: head?.id })
  expect(database.kept.size).toBe(0)

  await library.follow(finished)
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
  await library.follow({ ...finished, end })
  expect(heads()).toMatchObject([{ state: kind }])
  expect(database.kept.size).toBe(2)
  await library.follow({ ...copy(started), end })
  expect(heads()).toHaveLength(1)
})

test('a tab that closes loses only what came since the run was kept last', async () => {
  const { library, database } = libraryOf()
  await library.follow(started)
  await library.save()
  expect(database.kept.size).toBe(0)
  await library.follow(goingOn)
  await library.save()
  const next = libraryOf(database)
  await next.library.open()
  expect(next.heads()).toMatchObject([{ state: 'cut off' }])
  const id = next.heads()[0]?.id ?? ''
  await next.library.show(id)
  expect(next.library.state().contents.get(id)?.results.points).toEqual(goingOn.points)
})

test('each run has its own name, also of the same settings and again after it has ended', async () => {
  const { library, names } = libraryOf()
  await library.follow(finished)
  await library.follow({ ...started, config: finished.config })
  await library.follow(finished)
  await library.follow(copy())
  expect(new Set(names()).size).toBe(3)
})

test('a run that begins is shown in place of the one that was chosen, which stays in the list', async () => {
  const { library, heads } = libraryOf()
  await library.follow(copy())
  const first = heads()[0]?.id ?? ''
  await library.follow(copy())
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
  await library.follow(copy())
  await library.pin(heads()[0]?.id ?? '', true)
  const [pinned] = names()
  for (let i = 0; i < 3; i++) await library.follow(copy())
  const oldest = heads()[2]?.name
  expect(library.state().messages).toEqual([])
  await library.follow(copy())
  expect(names()).toHaveLength(4)
  expect(names()).toContain(pinned)
  expect(names()).not.toContain(oldest)
  expect(library.state().messages).toEqual([expect.stringContaining(`gave way: ${oldest}`)])
  expect(database.kept.size).toBe(8)
})

test('names, notes and pins are kept', async () => {
  const { library, database, heads } = libraryOf()
  await library.follow(copy())
  await library.follow(copy())
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
  await library.follow(copy())
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
  await library.follow(goingOn)
  for (const { id } of heads()) await library.remove(id)
  expect(heads()).toHaveLength(2)
  await library.pin('recorded', false)
  expect(heads().find(({ id }) => id === 'recorded')?.pinned).toBe(true)
})

test('a run that was exported is imported as it was, under a name of its own', async () => {
  const { library, heads } = libraryOf()
  await library.follow(finished)
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
  await library.follow(copy())
  await library.follow(copy())
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
  const store = createRunStore({ keys: refuse, getMany: refuse, setMany: refuse, delMany: refuse })
  const library = createRunLibrary({ store, now: Date.now, machine: pageMachine('', 1) })
  await library.open()
  await library.follow(finished)
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

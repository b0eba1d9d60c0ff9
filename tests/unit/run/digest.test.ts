import { expect, test } from 'vitest'
import { decodeLink } from '../../../src/config/link'
import { openWasmEngine } from '../../../src/policy/wasm'
import { digestOf } from '../../../tools/browsers/digest.mjs'
import digests from '../../digests.json'
import { eventsOf, figuresOf } from '../../helpers/tinyRun'

test.each(Object.entries(digests))(
  'the run of %s has the same bits as ever, and as in every browser (npm run browsers)',
  async (_, { link, digest }) => {
    const { config, notices } = decodeLink(link)
    expect(notices).toEqual([])
    const engine = await openWasmEngine()
    const seen = await eventsOf(config, engine)
    engine.dispose()
    expect(seen.at(-1)).toMatchObject({ kind: 'finished' })
    expect(digestOf(figuresOf(seen))).toBe(digest)
  },
  120_000,
)

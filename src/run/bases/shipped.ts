import type { PolicyShape } from '../../policy/shape'
import type { ExperimentConfig } from '../../config/config'
import { keyOf, parseManifest, shippedKey, type ShippedPolicy } from './manifest'
import { decodePolicy } from './policyFile'

/** The bytes of a file below `bases/`, e.g. `smoke/seed-0.safetensors`. Rejects where it cannot be had. */
export type ReadFile = (path: string) => Promise<Uint8Array>

/** Base policies that come with the page, so that runs start at SFT and every visitor starts from the same bits. */
export interface ShippedBases {
  /**
   * Those of an experiment's seeds that are shipped, checked against the manifest. Never rejects: what cannot be
   * taken is missing, and `report` is told why, a sentence each.
   */
  load(
    config: ExperimentConfig,
    seeds: readonly number[],
    shape: PolicyShape,
    report: (sentence: string) => void,
  ): Promise<Map<number, Float32Array>>
}

const MANIFEST = 'manifest.json'

/** Base policies out of files that lie beside their manifest. */
export function shippedBases(read: ReadFile): ShippedBases {
  return {
    async load(config, seeds, shape, report) {
      const found = new Map<number, Float32Array>()
      const known = await entries(read).catch((error: unknown) => {
        report(`Shipped base policies cannot be used: bases/${MANIFEST}: ${messageOf(error)}. ${INSTEAD}`)
        return new Map<string, ShippedPolicy>()
      })
      const loadOne = async (seed: number): Promise<void> => {
        const entry = known.get(shippedKey(config, seed))
        if (!entry) return
        try {
          found.set(seed, decodePolicy(shape, await checkedBytes(read, entry)))
        } catch (error) {
          report(
            `The shipped base policy of seed ${seed} cannot be used: bases/${entry.file}: ${messageOf(error)}. ${INSTEAD}`,
          )
        }
      }
      await Promise.all(seeds.map(loadOne))
      return found
    },
  }
}

const INSTEAD = 'One that is trained here takes its place; run again to try once more.'

async function entries(read: ReadFile): Promise<Map<string, ShippedPolicy>> {
  const parsed = parseManifest(new TextDecoder().decode(await read(MANIFEST)))
  if ('problem' in parsed) throw new Error(parsed.problem)
  return new Map(parsed.manifest.policies.map((entry) => [keyOf(entry), entry]))
}

async function checkedBytes(read: ReadFile, { file, bytes: length, sha256 }: ShippedPolicy): Promise<Uint8Array> {
  const bytes = await read(file)
  if (bytes.length !== length) throw new Error(`it has ${bytes.length} bytes, and the manifest says ${length}`)
  const own = await digest(bytes)
  if (own !== sha256)
    throw new Error(`its SHA-256 is ${own.slice(0, 8)}…, and the manifest says ${sha256.slice(0, 8)}…`)
  return bytes
}

async function digest(bytes: Uint8Array): Promise<string> {
  // Browsers have it in secure contexts alone.
  const { subtle } = crypto as Partial<Crypto>
  if (!subtle) throw new Error('its SHA-256 cannot be computed, because the page does not come over HTTPS')
  const hash = await subtle.digest('SHA-256', new Uint8Array(bytes))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

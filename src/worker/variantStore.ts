import { clear, createStore, get, set } from 'idb-keyval'
import { type Variants, variantsSchema } from '../policy/webgpu/variants'

/** Keeps what was measured of graphics adapters, so that a start measures only an adapter that is new to this browser. */
export interface VariantStore {
  get(adapter: string): Promise<Variants | undefined>
  put(adapter: string, variants: Variants): Promise<void>
  clear(): Promise<void>
}

/** Variants kept in the browser's IndexedDB; where that is refused (a private window), every start measures anew. */
export function createVariantStore(): VariantStore {
  const store = createStore('pear-playground-variants', 'adapters')
  const nothing = (): undefined => undefined
  return {
    async get(adapter) {
      const kept: unknown = await get(adapter, store).catch(nothing)
      return variantsSchema.safeParse(kept).data
    },
    put: (adapter, variants) => set(adapter, variants, store).catch(nothing),
    clear: () => clear(store).catch(nothing),
  }
}

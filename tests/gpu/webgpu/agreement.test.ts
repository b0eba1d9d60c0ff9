import { openFusedEngine } from '../../../src/policy/webgpu'
import { DEFAULT_VARIANTS, TILES } from '../../../src/policy/webgpu/variants'
import { agreementSuite } from '../../helpers/policy/agreement-suite'
import { FUSED } from '../../helpers/policy/engines'

for (const tile of [DEFAULT_VARIANTS.tile, ...TILES.filter(({ exchange }) => exchange)])
  agreementSuite({
    ...FUSED,
    name: `fused, tiles of ${tile.rows} × ${tile.columns}, exchange ${tile.exchange}`,
    open: () => openFusedEngine({ variants: { ...DEFAULT_VARIANTS, tile } }),
  })

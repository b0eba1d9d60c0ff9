import type { Layout } from '../../layout'
import { innerWidth, type RolloutVariant, scratchWidth } from '../variant'
import { attentionCode } from './attention'
import { normalise } from './norm'
import { gateUpCode, headCode, qkvCode, residualCode } from './project'
import type { Threads } from './threads'

/**
 * One position `t` of a group through the decoder (METHOD.md, "The policy"), as WGSL stages. `stream` is the residual stream,
 * `inner` what a norm or attention gives to the next product, `scratch` the queries and then the hidden layer, `[S, ...]` each.
 */
export interface DecoderCode {
  embed: string
  /** Layer `layer`, whose parameters begin at `base` less the first layer's offset. */
  layer: string
  /** The last norm and the tied head: `logits[s·V + token]`. */
  head: string
}

export function decoderCode(layout: Layout, variant: RolloutVariant, threads: Threads): DecoderCode {
  const { offsets } = layout
  const width = layout.width / 4
  const first = offsets.layers[0]
  const inLayer = (offset = 0): string => `base + ${offset / 4}u`
  const ofMember = (offset: number): string => `memberBase + ${offset / 4}u`
  const stages = (codes: string[]): string => codes.map((code) => `${code}\n${threads.barrier}`).join('\n')
  const attended = { input: 'inner', inputWidth: innerWidth(layout), depth: layout.heads / 4 }
  const activated = { input: 'scratch', inputWidth: scratchWidth(layout), depth: layout.hidden / 4 }
  return {
    embed: stages([
      threads.each(
        variant.sequences * width,
        `let token = sequences[item / ${width}u].token;
stream[item] = parameters[${ofMember(offsets.embedding)} + token * ${width}u + item % ${width}u];`,
      ),
    ]),
    layer: stages([
      normalise(inLayer(first?.attnNorm), layout, variant, threads),
      qkvCode(inLayer(first?.qkv), layout, variant, threads),
      attentionCode(layout, variant, threads),
      residualCode(inLayer(first?.wo), attended, layout, variant, threads),
      normalise(inLayer(first?.mlpNorm), layout, variant, threads),
      gateUpCode(inLayer(first?.gateUp), layout, variant, threads),
      residualCode(inLayer(first?.down), activated, layout, variant, threads),
    ]),
    head: stages([
      normalise(ofMember(offsets.finalNorm), layout, variant, threads),
      headCode(ofMember(offsets.embedding), layout, variant, threads),
    ]),
  }
}

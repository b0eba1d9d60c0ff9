import { z } from 'zod'
import { armIdSchema } from '../config/armId'
import { type OfflineEvent, type SamplesEvent, type ScoredEvent } from './events'
import { stageIds } from '../config/stages'

const seed = z.int().nonnegative()
const step = z.int().nonnegative()
const arm = z.union([z.literal('base'), armIdSchema])
const numbers = z.array(z.number())
const top = z.array(z.tuple([z.string(), z.number().min(0).max(1)])).max(5)

/** Responses that are shown, as they are stored. */
export const samplesSchema: z.ZodType<SamplesEvent> = z.strictObject({
  kind: z.literal('samples'),
  stage: z.enum(stageIds),
  step,
  seed,
  samples: z.array(
    z.strictObject({
      prompt: z.string(),
      responses: z.array(
        z.strictObject({ arm, text: z.string(), correct: z.boolean(), reason: z.string(), logProbs: numbers }),
      ),
    }),
  ),
})

/** Offline examples, as they are stored. */
export const offlineSchema: z.ZodType<OfflineEvent> = z.strictObject({
  kind: z.literal('offline'),
  seed,
  examples: z.array(
    z.strictObject({
      prompt: z.string(),
      response: z.string(),
      behaviourLogProbs: numbers,
      behaviourTop: z.array(top).exactOptional(),
    }),
  ),
})

/** What policies say of them, as it is stored. */
export const scoredSchema: z.ZodType<ScoredEvent> = z.strictObject({
  kind: z.literal('scored'),
  stage: z.enum(['pretrain', 'sft']),
  step,
  seed,
  policies: z.array(z.strictObject({ arm, logProbs: z.array(numbers), top: z.array(z.array(top)) })),
})

/** Whether every policy was asked about every token of the examples. */
export function coversExamples(scored: readonly ScoredEvent[], offline: OfflineEvent | undefined): boolean {
  const lengths = offline?.examples.map(({ behaviourLogProbs }) => behaviourLogProbs.length) ?? []
  return scored
    .flatMap(({ policies }) => policies)
    .every(({ logProbs }) => logProbs.map((own) => own.length).join() === lengths.join())
}

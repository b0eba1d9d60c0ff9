import { createRng } from '../../src/core/rng'
import { allShortened } from '../../src/core/rounding'
import type { ArmId } from '../../src/config/armId'
import type { ExperimentConfig } from '../../src/config/config'
import type { PromptSamples, SampledResponse } from '../../src/results/events'
import type { StageId } from '../../src/config/stages'
import { tasksOf } from '../../src/config/tasks'
import { drawPuzzle } from '../../src/games/split'
import { noise } from './noise'

const PROMPTS = 8
const MOST_TRIES = 50

/** A moment of a made-up run. */
interface Moment {
  stage: StageId
  step: number
  seed: number
}

/** Responses to real held-out prompts, as the base policy's writer writes them, right about as often as said. */
export function fakeSamples(
  config: ExperimentConfig,
  { stage, step, seed }: Moment,
  arms: readonly (ArmId | 'base')[],
  passAt1: (arm: ArmId | 'base') => number,
): PromptSamples[] {
  const { game, difficulty } = tasksOf(config).to
  const writer = game.behaviour(game.baseStyle)
  return Array.from({ length: PROMPTS }, (_, index) => {
    const puzzle = drawPuzzle(game, difficulty, 'evaluation', createRng(seed, 'evaluation', index))
    const prompt = game.prompt(puzzle)
    const respond = (arm: ArmId | 'base'): SampledResponse => {
      const isWanted = (noise(prompt, arm, stage, step) + 1) / 2 < passAt1(arm)
      for (let attempt = 0; ; attempt++) {
        const rng = createRng(seed, 'fake-response', prompt, arm, stage, step, attempt)
        const { text, logProbs } = writer.sample(puzzle, rng)
        const verdict = game.verify(puzzle, text)
        if (verdict.correct === isWanted || attempt === MOST_TRIES)
          return { arm, text, ...verdict, logProbs: allShortened(logProbs) }
      }
    }
    return { prompt, responses: arms.map(respond) }
  })
}

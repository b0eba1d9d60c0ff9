import { armTitle } from '../../../config/armId'
import type { Confirmation } from '../../../config/presets'
import { decimal } from '../../format'
import { lowest, outcomeOf } from '../method/claims'

/** The views of the page that the tour goes to. */
export type TourView = 'results' | 'weights'

/** One stop of the tour. */
export interface TourStep {
  view: TourView
  /** Values of `data-tour`, the best first: the first that is on the page gets the step. */
  anchors: readonly string[]
  title: string
  /** Plain text, one paragraph a string. */
  text: readonly string[]
}

/** The five steps; figures are those of the preset's confirmation, and left out where there is none. */
export function tourSteps(confirmation: Confirmation | undefined): readonly TourStep[] {
  return [
    {
      view: 'results',
      anchors: ['headline', 'results-table'],
      title: 'Is the better SFT checkpoint the better start for RL?',
      text: [
        'Every arm starts from one base policy, learns from the same data with its own loss weights, then goes through the same RL. Compare two checkpoints of each: after SFT and after RL.',
        `Canonical SFT ${confirmation && lowest(confirmation, 'heldOutNll')?.arm === 'sft' ? 'ends SFT with the best fit to held-out data of all arms' : 'is what the data are made for'}. The paper’s claim is that this does not make it the best start.`,
      ],
    },
    {
      view: 'results',
      anchors: ['curves'],
      title: 'Through RL the order changes',
      text: [
        'Left of the divider is SFT, right of it RL. Each arm has its own colour and dashes; thin lines are single seeds.',
        afterRl(confirmation),
      ],
    },
    {
      view: 'weights',
      anchors: ['inspector'],
      title: 'Which tokens lose weight, and why',
      text: [
        'One response of the offline data, token by token. A token loses weight where what follows it is unlikely under the policy in training, compared with the policy that wrote it.',
        'On the default data these are the leaps to the answer: the learner can copy their form, not the computation behind them.',
      ],
    },
    {
      view: 'weights',
      anchors: ['settings-pear'],
      title: 'Change γ or a clip, then run',
      text: [
        'γ shrinks the weights of early tokens; the bounds of δ say how much one token may count. The weights follow at once, without training.',
        'Run trains every arm with these settings on this device.',
      ],
    },
    {
      view: 'results',
      anchors: ['results-table', 'share'],
      title: 'How sure is it?',
      text: [
        `Look at No SFT first: if it ends as high as the others, SFT was not needed${withoutSft(confirmation)}. An interval that holds 0 shows no difference, and a few seeds show large effects only.`,
        'Not claimed: that PEAR beats RL without SFT, or that sizes of effects carry over to language models. The link in the address holds the whole experiment: share it.',
      ],
    },
  ]
}

function afterRl(confirmation: Confirmation | undefined): string {
  const sft = confirmation && outcomeOf(confirmation, 'sft')
  const token = confirmation && outcomeOf(confirmation, 'token')
  if (!sft || !token?.difference) return 'The arm that ends SFT ahead need not end RL ahead.'
  const { mean, low, high } = token.difference
  return `On ${confirmation.seeds.length} fresh seeds ${armTitle('token')} ended RL at a pass@1 of ${decimal(token.postRl.mean, 2)}, SFT at ${decimal(sft.postRl.mean, 2)}: paired difference ${decimal(mean, 2)} [${decimal(low, 2)}, ${decimal(high, 2)}].`
}

function withoutSft(confirmation: Confirmation | undefined): string {
  const none = confirmation && outcomeOf(confirmation, 'none')
  return none ? ` (in the default preset it ended at ${decimal(none.postRl.mean, 2)} on fresh seeds)` : ''
}

/** A term of the field as this page uses it. */
export interface GlossaryEntry {
  term: string
  /** Other names under which a search should find it. */
  also?: readonly string[]
  /** What it means, in one or two sentences. */
  text: string
}

const entries = {
  advantage: {
    term: 'Advantage',
    text: 'How much better a completion’s reward is than the mean of its group. Completions with a positive advantage are made more likely, those with a negative one less.',
  },
  arm: {
    term: 'Arm',
    also: ['variant', 'condition'],
    text: 'One way of doing SFT that is compared with the others. All arms of a seed share everything but their loss weights.',
  },
  'base-policy': {
    term: 'Base policy',
    also: ['base model', 'π₀', 'pretraining'],
    text: 'The policy π₀ that every arm starts from, pretrained on a noisy writer of the game: it has some competence, not mastery.',
  },
  'behaviour-policy': {
    term: 'Behaviour policy',
    also: ['teacher', 'π_β', 'behavior policy'],
    text: 'The policy π_β that wrote the offline data. It is stochastic, and the log-probability of every token it wrote is stored with the token.',
  },
  block: {
    term: 'Block',
    also: ['B', 'block ratio'],
    text: 'B consecutive tokens of a response. PEAR (block) gives all of them one weight: the ratio of the policies over what follows the block.',
  },
  checkpoint: {
    term: 'Checkpoint',
    text: 'A policy’s parameters at one moment: before SFT, during it, after it, or after RL.',
  },
  clip: {
    term: 'Clip',
    also: ['clipping', 'bounds'],
    text: 'Holding a number within two bounds. PEAR clips each token’s log ratio δ and the log weight log G; GRPO clips the ratio of the new policy to the one that sampled.',
  },
  'confidence-interval': {
    term: 'Confidence interval',
    also: ['95 % interval', 't-interval', 'error band'],
    text: 'A range made by a rule that covers the true mean in 95 % of repetitions. If the interval of a difference holds 0, no difference is shown.',
  },
  control: {
    term: 'Control',
    also: ['ablation'],
    text: 'An arm that keeps only one part of a method, such as its mean step size, to find out which part makes the effect.',
  },
  cosine: {
    term: 'Cosine of updates',
    text: 'The cosine of the angle between what SFT and what RL added to the parameters. Above 0 RL goes on in SFT’s direction, below 0 it goes back.',
  },
  dapo: {
    term: 'DAPO',
    text: 'A variant of GRPO. Its loss reduction, used here, divides by the number of tokens of all completions, so that long ones count more (arXiv:2503.14476).',
  },
  dft: {
    term: 'DFT',
    also: ['dynamic fine-tuning'],
    text: 'SFT in which each token’s loss is multiplied by the token’s own probability under the policy in training (arXiv:2508.05629).',
  },
  discount: {
    term: 'Discount γ',
    also: ['gamma'],
    text: 'A factor of at most 1 for each token between a token and the end of its response. It shrinks the weights of early tokens.',
  },
  'dr-grpo': {
    term: 'Dr. GRPO',
    text: 'A variant of GRPO that does not divide advantages by the group’s standard deviation, nor the loss by each completion’s own length (arXiv:2503.20783).',
  },
  drift: {
    term: 'Drift',
    text: 'The Euclidean distance between the parameters after RL and those of the SFT checkpoint.',
  },
  'effective-sample-size': {
    term: 'Effective sample size',
    also: ['ESS'],
    text: 'How many equally weighted tokens would carry as much as the weighted ones, as a share of their number: 1 when all weights are equal, near 0 when a few have nearly all.',
  },
  entropy: {
    term: 'Entropy',
    text: 'How undecided a policy is about its next token, in nats. Here it is exact, over all tokens, not estimated from samples.',
  },
  game: {
    term: 'Game',
    also: ['task', 'puzzle', 'environment'],
    text: 'A family of puzzles with prompts, responses and a verifier. Every puzzle has several right responses.',
  },
  greedy: {
    term: 'Greedy',
    also: ['temperature 0'],
    text: 'Taking the most likely token each time instead of sampling.',
  },
  group: {
    term: 'Group',
    text: 'The K completions of one prompt in a GRPO step. Their rewards are compared with each other, so that a group whose rewards are all equal gives no gradient.',
  },
  grpo: {
    term: 'GRPO',
    also: ['RL', 'policy gradient', 'reinforcement learning'],
    text: 'Group relative policy optimization: RL that samples several completions of each prompt and takes each one’s advantage over its group, without a value network (arXiv:2402.03300).',
  },
  'held-out': {
    term: 'Held-out',
    text: 'Never trained on. Puzzles are split by a hash of their canonical form, so that training and evaluation share none.',
  },
  'held-out-nll': {
    term: 'Held-out NLL',
    also: ['negative log-likelihood', 'validation loss'],
    text: 'The mean of −log π over the tokens that the behaviour policy wrote for held-out prompts, in nats a token. Lower means a better fit to the offline data.',
  },
  'importance-ratio': {
    term: 'Importance ratio',
    also: ['δ', 'delta', 'importance sampling'],
    text: 'How many times as likely a token is under the policy in training as under the policy that wrote it. Its logarithm, clipped, is δ.',
  },
  kl: {
    term: 'KL divergence',
    also: ['Kullback–Leibler', 'k3'],
    text: 'How far one distribution lies from another, in nats, and 0 only when they are equal. The page shows the exact KL of the policy to its SFT checkpoint on its own rollouts.',
  },
  'learning-rate': {
    term: 'Learning rate',
    also: ['step size'],
    text: 'How far one optimizer step moves the parameters. AdamW, used here, hardly sees the scale of a loss.',
  },
  'off-policy': {
    term: 'Off-policy',
    text: 'Learning from responses that another policy wrote, or an older version of the same one. Importance ratios correct for the difference.',
  },
  'offline-data': {
    term: 'Offline data',
    also: ['SFT data', 'demonstrations'],
    text: 'Pairs of prompt and response that the behaviour policy wrote before training, usually only the verified ones.',
  },
  'paired-difference': {
    term: 'Paired difference',
    text: 'The difference of two arms within a seed, averaged over seeds. What a seed makes easier or harder for both cancels out.',
  },
  'pass-at-1': {
    term: 'pass@1',
    also: ['accuracy'],
    text: 'The share of responses, sampled at temperature 1, that the verifier accepts.',
  },
  'pass-at-k': {
    term: 'pass@k',
    text: 'The chance that at least one of k sampled responses is right, estimated without bias from n ≥ k samples a prompt.',
  },
  pear: {
    term: 'PEAR',
    text: 'The method compared here: SFT whose tokens are weighted by how much more or less likely what follows them is under the policy in training than under the one that wrote it (arXiv:2602.01058).',
  },
  policy: {
    term: 'Policy',
    also: ['model', 'π_θ', 'language model'],
    text: 'A distribution over the next token given those before it; here a small transformer with parameters θ.',
  },
  'rank-reversal': {
    term: 'Rank reversal',
    also: ['crossing'],
    text: 'Two arms whose order by pass@1 after SFT is the opposite after RL. It counts as shown only if both intervals exclude 0.',
  },
  reward: {
    term: 'Reward',
    text: 'What RL maximises: 1 for a response that the verifier accepts, else 0.',
  },
  rollout: {
    term: 'Rollout',
    also: ['completion', 'sample'],
    text: 'A response sampled from the policy itself, token by token.',
  },
  seed: {
    term: 'Seed',
    also: ['repetition'],
    text: 'The number that names every random stream of one repetition. Seeds are the independent units of all statistics here; single rollouts are not.',
  },
  sequence: {
    term: 'Sequence ratio',
    also: ['PEAR (sequence)'],
    text: 'The ratio of the policies over a whole response. PEAR (sequence) gives it to all of the response’s tokens.',
  },
  sft: {
    term: 'SFT',
    also: ['supervised fine-tuning', 'imitation'],
    text: 'Supervised fine-tuning: raising the log-probability of given responses. Canonical SFT counts every token once.',
  },
  'stop-gradient': {
    term: 'Stop-gradient',
    also: ['sg', 'detach'],
    text: 'A value that is computed from the policy but treated as a constant when the gradient is taken, as PEAR’s weights are.',
  },
  'suffix-ratio': {
    term: 'Suffix ratio',
    also: ['continuation ratio', 'PEAR (token)'],
    text: 'The ratio of the policies over the tokens that follow a token. PEAR (token) weights the token by it: is what comes next something the learner would do itself?',
  },
  temperature: {
    term: 'Temperature',
    text: 'What logits are divided by before sampling. At 1 tokens are drawn with the policy’s own probabilities.',
  },
  token: {
    term: 'Token',
    text: 'One character of a prompt or response. The character that ends a response counts as one of its tokens.',
  },
  transfer: {
    term: 'Transfer',
    text: 'RL and evaluation on another difficulty, or another game, than the offline data.',
  },
  verifier: {
    term: 'Verifier',
    also: ['verdict', 'reward function'],
    text: 'A program that accepts or refuses a response by the rules of the game alone, whoever wrote it.',
  },
} as const satisfies Readonly<Record<string, GlossaryEntry>>

/** The name of a term in links, e.g. `held-out-nll`. */
export type TermId = keyof typeof entries

/** Every term by its id. */
export const glossary: Readonly<Record<TermId, GlossaryEntry>> = entries

const ids = Object.keys(entries) as TermId[]

/** The ids of all terms, in the alphabet's order of the terms. */
export const termIds: readonly TermId[] = ids.toSorted((a, b) =>
  glossary[a].term.localeCompare(glossary[b].term, 'en', { sensitivity: 'base' }),
)

/**
 * The terms that a search finds, in the alphabet's order: all of them for an empty query, else those that have every word of it in
 * their name, their other names or their text. Names that begin with the query come first.
 */
export function searchGlossary(query: string): TermId[] {
  const words = folded(query)
    .split(/\s+/)
    .filter((word) => word !== '')
  const found = termIds.filter((id) => {
    const { term, also = [], text } = glossary[id]
    const all = folded([term, ...also, text].join(' '))
    return words.every((word) => all.includes(word))
  })
  const begins = (id: TermId): boolean =>
    words.length > 0 &&
    [glossary[id].term, ...(glossary[id].also ?? [])].some((name) => folded(name).startsWith(words.join(' ')))
  return [...found.filter(begins), ...found.filter((id) => !begins(id))]
}

const folded = (text: string): string => text.toLowerCase().normalize('NFKD')

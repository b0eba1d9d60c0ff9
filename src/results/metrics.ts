const passAt = (k: number) => ({
  title: `pass@${k}`,
  description: `Unbiased estimate of the chance that one of ${k} samples is right, over held-out prompts.`,
})

/** Every figure that a run reports of an arm, a seed and a step. */
export const metrics = {
  passAt1: {
    title: 'pass@1',
    description: 'Share of sampled responses (temperature 1) to held-out prompts that the verifier accepts.',
  },
  passAtK: {
    title: 'pass@k',
    description: 'Unbiased estimate of the chance that one of k samples is right, over held-out prompts.',
  },
  passAt2: passAt(2),
  passAt4: passAt(4),
  passAt8: passAt(8),
  passAt16: passAt(16),
  passAt32: passAt(32),
  passAt64: passAt(64),
  passAt128: passAt(128),
  passAt256: passAt(256),
  greedy: { title: 'Greedy accuracy', description: 'Share of held-out prompts whose most likely response is right.' },
  heldOutNll: {
    title: 'Held-out NLL',
    description: 'Mean −log π(y_t) in nats a token on the behaviour policy’s responses to held-out prompts.',
  },
  loss: { title: 'Loss', description: 'The objective that the arm minimises.' },
  nll: { title: 'NLL', description: 'Unweighted mean −log π(y_t) in nats a token on the batch.' },
  gradNorm: { title: 'Gradient norm', description: 'Global norm before clipping.' },
  entropy: { title: 'Entropy', description: 'Exact entropy of the next-token distribution, in nats a token.' },
  kl: {
    title: 'KL to the SFT checkpoint',
    description: 'Exact KL(π‖π_ref) in nats a token on the policy’s own rollouts.',
  },
  reward: { title: 'Reward', description: 'Mean reward of the step’s rollouts.' },
  flatGroups: {
    title: 'Groups without spread',
    description: 'Share of groups whose completions all have one reward: they give no gradient.',
  },
  meanWeight: { title: 'Mean weight', description: 'Mean coefficient of a token’s loss.' },
  effectiveSampleSize: { title: 'Effective sample size', description: '(ΣG)²/(nΣG²) of the weights in the batch.' },
  deltaClippedLow: {
    title: 'δ clipped below',
    description: 'Share of tokens whose log ratio lies below its lower bound.',
  },
  deltaClippedHigh: {
    title: 'δ clipped above',
    description: 'Share of tokens whose log ratio lies above its upper bound.',
  },
  logGClippedLow: {
    title: 'log G clipped below',
    description: 'Share of tokens whose log weight lies below its lower bound.',
  },
  logGClippedHigh: {
    title: 'log G clipped above',
    description: 'Share of tokens whose log weight lies above its upper bound.',
  },
  ratioClippedLow: {
    title: 'Ratio clipped below',
    description: 'Share of rollout tokens whose gradient the lower clip stops.',
  },
  ratioClippedHigh: {
    title: 'Ratio clipped above',
    description: 'Share of rollout tokens whose gradient the upper clip stops.',
  },
  responseLength: { title: 'Response length', description: 'Mean tokens of a response, the ending one included.' },
  truncated: { title: 'Truncated', description: 'Share of responses that reached the longest length without an end.' },
  mismatchMax: {
    title: 'Sampler–trainer mismatch, largest',
    description: 'Largest |log π − log π_sampler| of a token.',
  },
  mismatchMean: { title: 'Sampler–trainer mismatch, mean', description: 'Mean |log π − log π_sampler| of a token.' },
  drift: { title: 'Drift', description: '‖θ − θ_SFT‖₂: how far RL has moved the parameters.' },
  cosine: {
    title: 'Cosine of SFT and RL updates',
    description: 'Cosine of θ_SFT − θ₀ and θ_RL − θ_SFT: above 0 RL goes on the way of SFT, below 0 it goes back.',
  },
  tokens: {
    title: 'Tokens',
    description:
      'Response tokens that this policy was trained on in the stage so far; in RL those that it sampled. A step counts each token once.',
  },
  seconds: {
    title: 'Seconds',
    description: 'Time of the stage’s training steps so far, all arms and seeds together; evaluation is left out.',
  },
  tokensPerSecond: {
    title: 'Tokens/s',
    description: 'Tokens trained on and sampled a second, all arms and seeds together.',
  },
} as const

export type MetricId = keyof typeof metrics

/** What the page is for, in one paragraph. */
export function Intro() {
  return (
    <header className="intro">
      <h1>PEAR Playground</h1>
      <p>
        Does better SFT prepare for RL? This page trains small transformers on verifiable reasoning games, on your own
        GPU: every arm starts from one base policy, learns from the same offline data with its own loss weights, then
        goes through the same GRPO. The weights of PEAR are those of Zhang et al.,{' '}
        <a href="https://arxiv.org/abs/2602.01058" rel="noreferrer">
          arXiv:2602.01058
        </a>
        ; nothing leaves your device.
      </p>
    </header>
  )
}

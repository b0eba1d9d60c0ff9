/** What will stand here once a run has begun. */
export function EmptyState({ starting }: { starting: boolean }) {
  return (
    <section className="empty" aria-label="Results">
      <h2>{starting ? 'The run is starting' : 'Nothing has run yet'}</h2>
      <p>While a run goes on, this is where you see</p>
      <ul>
        <li>held-out pass@1 of every arm through SFT and then RL, with each seed and a 95 % band;</li>
        <li>SFT loss and mean weight, reward, entropy, KL to the SFT checkpoint and other diagnostics;</li>
        <li>a table of pass@1 and pass@k after SFT and after RL, with paired differences to SFT;</li>
        <li>responses of each arm to held-out prompts, with the verdict and its reason.</li>
      </ul>
    </section>
  )
}

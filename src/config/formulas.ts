import type { SettingFormula } from '../core/setting'

/** The formulas that settings stand in (docs/METHOD.md). */
export const formulas = {
  gamma: {
    tex: String.raw`\log G_t = (T-t)\log\gamma + \sum_{j>t}\delta_j`,
    plain: 'log G_t = (T − t)·log γ + Σ_{j>t} δ_j',
  },
  block: {
    tex: String.raw`\log G_t = (T-e_k)\log\gamma + \sum_{j>e_k}\delta_j`,
    plain: 'log G_t = (T − e_k)·log γ + Σ_{j>e_k} δ_j, e_k the last index of the block of t',
  },
  delta: {
    tex: String.raw`\delta_t = \mathrm{clip}\bigl(\log\pi_\theta(y_t) - \log\pi_\beta(y_t),\ \delta_{\min},\ \delta_{\max}\bigr)`,
    plain: 'δ_t = clip(log π_θ(y_t) − log π_β(y_t), δ min, δ max)',
  },
  logG: {
    tex: String.raw`\hat G_t = \exp\bigl(\mathrm{clip}(\log G_t,\ g_{\min},\ g_{\max})\bigr)`,
    plain: 'Ĝ_t = exp(clip(log G_t, log G min, log G max))',
  },
  negatives: {
    tex: String.raw`\hat G_t = -\lambda\,\exp\Bigl(\mathrm{clip}\bigl(\textstyle\sum_j\delta_j\bigr)\Bigr)`,
    plain: 'Ĝ_t = −λ·exp(clip(Σ_j δ_j)) on a wrong response',
  },
  ratio: {
    tex: String.raw`\delta_t = \log\pi_\theta(y_t) - \log\pi_\beta(y_t),\quad \pi_\theta \in \{\text{current},\ \pi_0\}`,
    plain: 'δ_t = log π_θ(y_t) − log π_β(y_t), π_θ the current policy or π₀',
  },
  normalise: {
    tex: String.raw`\hat G_t \leftarrow \hat G_t \,/\, \mathrm{mean}(\hat G)`,
    plain: 'Ĝ_t ← Ĝ_t / mean(Ĝ)',
  },
  sftLoss: {
    tex: String.raw`\mathcal L = \frac{\sum \mathrm{sg}[\hat G_t]\,\ell_t}{\text{response tokens}}`,
    plain: 'L = Σ sg[Ĝ_t]·ℓ_t / response tokens',
  },
  tokenLoss: {
    tex: String.raw`\ell_t = -\log\pi_\theta(y_t) \quad\text{or}\quad \mathrm{KL}(\pi_\beta\,\|\,\pi_\theta)_t`,
    plain: 'ℓ_t = −log π_θ(y_t), or KL(π_β‖π_θ) at t',
  },
  advantage: {
    tex: String.raw`A_i = \frac{r_i - \mathrm{mean}(r)}{\mathrm{std}(r) + 10^{-4}}`,
    plain: 'A_i = (r_i − mean r) / (std r + 1e-4), over a group of K',
  },
  clip: {
    tex: String.raw`-\min\bigl(\rho A,\ \mathrm{clip}(\rho,\ 1-\varepsilon_{\text{low}},\ 1+\varepsilon_{\text{high}})\,A\bigr),\quad \rho = \frac{\pi_\theta}{\pi_{\text{old}}}`,
    plain: '−min(ρ·A, clip(ρ, 1 − ε low, 1 + ε high)·A), ρ = π_θ / π_old',
  },
  kl: {
    tex: String.raw`+\,\beta\,(e^{d} - d - 1),\quad d = \log\pi_{\text{ref}} - \log\pi_\theta`,
    plain: '+ β·(exp d − d − 1), d = log π_ref − log π_θ',
  },
  rlLoss: {
    tex: String.raw`\text{grpo: }\tfrac1N\sum_i \tfrac{1}{T_i}\sum_t\ell \quad \text{dapo: }\tfrac{\sum\ell}{\sum_i T_i} \quad \text{dr\_grpo: }\tfrac{\sum\ell}{N L_{\max}}`,
    plain: 'grpo: mean of token means; dapo: Σℓ / tokens; dr_grpo: Σℓ / (N·L_max)',
  },
  passAtK: {
    tex: String.raw`\text{pass@}k = \mathrm{mean}\Bigl[1 - \binom{n-c}{k}\Big/\binom{n}{k}\Bigr]`,
    plain: 'pass@k = mean over prompts of 1 − C(n − c, k) / C(n, k), c of n right',
  },
} as const satisfies Record<string, SettingFormula>

/** The formulas and symbols of docs/METHOD.md as the Method page shows them. */
import { Formula } from '../formula/Formula'

/** A formula of docs/METHOD.md: its TeX, and the same in plain characters for where no TeX can be shown. */
export interface FormulaText {
  tex: string
  label: string
}

const now = String.raw`\pi_\theta(y_t \mid x, y_{<t})`
const wrote = String.raw`\pi_\beta(y_t \mid x, y_{<t})`

/** The formulas that the Method page shows on lines of their own, by name. */
export const formulas = {
  delta: {
    tex: String.raw`\delta_t = \operatorname{clip}\bigl(\log ${now} - \log ${wrote},\; \delta_{\min},\, \delta_{\max}\bigr)`,
    label: 'δ_t = clip(log π_θ(y_t | x, y_<t) − log π_β(y_t | x, y_<t), δ_min, δ_max)',
  },
  token: {
    tex: String.raw`\log G_t = (T - t)\log\gamma + \sum_{j > t} \delta_j`,
    label: 'log G_t = (T − t) log γ + Σ_{j>t} δ_j',
  },
  block: {
    tex: String.raw`\log G_t = (T - e)\log\gamma + \sum_{j > e} \delta_j, \qquad e = \min\bigl(B\lceil t/B \rceil,\, T\bigr)`,
    label:
      'log G_t = (T − e) log γ + Σ_{j>e} δ_j, where e = min(B⌈t/B⌉, T) is the last token of the block that holds t',
  },
  sequence: {
    tex: String.raw`\log G_t = \sum_{j=1}^{T} \delta_j`,
    label: 'log G_t = Σ_{j=1..T} δ_j',
  },
  weight: {
    tex: String.raw`\hat{G}_t = \exp\bigl(\operatorname{clip}(\log G_t,\; g_{\min},\, g_{\max})\bigr)`,
    label: 'Ĝ_t = exp(clip(log G_t, g_min, g_max))',
  },
  loss: {
    tex: String.raw`\mathcal{L} = \frac{\sum \operatorname{sg}[c_t]\; \ell_t}{\text{number of response tokens in the batch}}, \qquad \ell_t = -\log ${now}`,
    label: 'L = Σ sg[c_t] ℓ_t / number of response tokens in the batch, ℓ_t = −log π_θ(y_t | x, y_<t)',
  },
  lossBySequence: {
    tex: String.raw`\mathcal{L} = \frac{1}{N} \sum_{i=1}^{N} \frac{1}{T_i} \sum_{t=1}^{T_i} \operatorname{sg}[c_{i,t}]\; \ell_{i,t}`,
    label: 'L = 1/N Σ_i 1/T_i Σ_t sg[c_it] ℓ_it',
  },
  divergence: {
    tex: String.raw`\ell_t = \operatorname{KL}\bigl(\pi_\beta(\cdot \mid x, y_{<t}) \,\|\, \pi_\theta(\cdot \mid x, y_{<t})\bigr)`,
    label: 'ℓ_t = KL(π_β(· | x, y_<t) ‖ π_θ(· | x, y_<t))',
  },
  favoured: {
    tex: String.raw`\mathbb{E}\bigl[G_t \mid x, y_{\le t},\, \text{correct}\bigr] = \frac{P_\theta(\text{correct} \mid x, y_{\le t})}{P_\beta(\text{correct} \mid x, y_{\le t})}`,
    label: 'E[G_t | x, y_≤t, correct] = P_θ(correct | x, y_≤t) / P_β(correct | x, y_≤t)',
  },
  policyGradient: {
    tex: String.raw`\mathbb{E}\Bigl[{\textstyle\sum_t} G_t \nabla \ell_t \Bigm| x,\, \text{correct}\Bigr] = -\frac{\nabla P_\theta(\text{correct} \mid x)}{P_\beta(\text{correct} \mid x)}`,
    label: 'E[Σ_t G_t ∇ℓ_t | x, correct] = −∇P_θ(correct | x) / P_β(correct | x)',
  },
  advantage: {
    tex: String.raw`A_i = \frac{r_i - \operatorname{mean}(r_1, \dots, r_K)}{\operatorname{std}(r_1, \dots, r_K) + 10^{-4}}`,
    label: 'A_i = (r_i − mean(r_1 … r_K)) / (std(r_1 … r_K) + 10⁻⁴)',
  },
  ratio: {
    tex: String.raw`\rho_t = \exp\bigl(\log \pi_\theta(y_t) - \log \pi_{\text{old}}(y_t)\bigr)`,
    label: 'ρ_t = exp(log π_θ(y_t) − log π_old(y_t))',
  },
  grpo: {
    tex: String.raw`\ell_t = -\min\bigl(\rho_t A,\; \operatorname{clip}(\rho_t,\, 1 - \varepsilon_{\text{low}},\, 1 + \varepsilon_{\text{high}})\, A\bigr) + \beta\, k_{3,t}`,
    label: 'ℓ_t = −min(ρ_t A, clip(ρ_t, 1 − ε_low, 1 + ε_high) A) + β k3_t',
  },
  k3: {
    tex: String.raw`k_{3,t} = e^{u_t} - u_t - 1, \qquad u_t = \log \pi_{\text{ref}}(y_t) - \log \pi_\theta(y_t)`,
    label: 'k3_t = exp(u_t) − u_t − 1, u_t = log π_ref(y_t) − log π_θ(y_t)',
  },
  reduceGrpo: {
    tex: String.raw`\frac{1}{N}\sum_i \frac{1}{T_i}\sum_t \ell_{i,t}`,
    label: '1/N Σ_i 1/T_i Σ_t ℓ_it',
  },
  reduceDapo: {
    tex: String.raw`\frac{1}{\sum_i T_i}\sum_i \sum_t \ell_{i,t}`,
    label: '1/Σ_i T_i · Σ_i Σ_t ℓ_it',
  },
  reduceDrGrpo: {
    tex: String.raw`\frac{1}{N\, L_{\max}}\sum_i \sum_t \ell_{i,t}`,
    label: '1/(N L_max) Σ_i Σ_t ℓ_it',
  },
  passAtK: {
    tex: String.raw`\text{pass@}k = \operatorname*{mean}_{\text{prompts}}\left[ 1 - \binom{n - c}{k} \Big/ \binom{n}{k} \right]`,
    label: 'pass@k = mean over prompts of 1 − C(n − c, k) / C(n, k)',
  },
  interval: {
    tex: String.raw`\bar{d} \pm t_{0.975,\, n-1}\, \frac{s_d}{\sqrt{n}}, \qquad d_s = \text{pass@}1_{\text{arm},s} - \text{pass@}1_{\text{SFT},s}`,
    label: 'mean of d ± t(0.975, n − 1) s_d / √n, where d_s = pass@1 of the arm less pass@1 of SFT in seed s',
  },
  drift: {
    tex: String.raw`\lVert \theta_{\text{RL}} - \theta_{\text{SFT}} \rVert_2`,
    label: '‖θ_RL − θ_SFT‖₂',
  },
  cosine: {
    tex: String.raw`\cos\bigl(\theta_{\text{SFT}} - \theta_0,\; \theta_{\text{RL}} - \theta_{\text{SFT}}\bigr)`,
    label: 'cos(θ_SFT − θ_0, θ_RL − θ_SFT)',
  },
  effectiveSampleSize: {
    tex: String.raw`\frac{\bigl(\sum_t \hat{G}_t\bigr)^2}{n \sum_t \hat{G}_t^2}`,
    label: '(Σ Ĝ_t)² / (n Σ Ĝ_t²)',
  },
  attention: {
    tex: String.raw`x \leftarrow x + \operatorname{Attn}(\operatorname{RMSNorm}(x)), \qquad x \leftarrow x + \operatorname{SwiGLU}(\operatorname{RMSNorm}(x))`,
    label: 'x ← x + Attn(RMSNorm(x)), x ← x + SwiGLU(RMSNorm(x))',
  },
  negatives: {
    tex: String.raw`c_t = -\lambda\, \hat{G}^{\text{sequence}}`,
    label: 'c_t = −λ Ĝ of the whole response',
  },
} as const satisfies Readonly<Record<string, FormulaText>>

/** Symbols inside sentences. */
export const symbols = {
  piTheta: { tex: String.raw`\pi_\theta`, label: 'π_θ' },
  piBeta: { tex: String.raw`\pi_\beta`, label: 'π_β' },
  piZero: { tex: String.raw`\pi_0`, label: 'π₀' },
  piOld: { tex: String.raw`\pi_{\text{old}}`, label: 'π_old' },
  piRef: { tex: String.raw`\pi_{\text{ref}}`, label: 'π_ref' },
  delta: { tex: String.raw`\delta_t`, label: 'δ_t' },
  logG: { tex: String.raw`\log G_t`, label: 'log G_t' },
  weight: { tex: String.raw`\hat{G}_t`, label: 'Ĝ_t' },
  gamma: { tex: String.raw`\gamma`, label: 'γ' },
  block: { tex: 'B', label: 'B' },
  coefficient: { tex: 'c_t', label: 'c_t' },
  tokenLoss: { tex: String.raw`\ell_t`, label: 'ℓ_t' },
  lambda: { tex: String.raw`\lambda`, label: 'λ' },
  beta: { tex: String.raw`\beta`, label: 'β' },
  length: { tex: 'T', label: 'T' },
  profile: { tex: String.raw`\gamma^{T-t}`, label: 'γ^(T−t)' },
} as const satisfies Readonly<Record<string, FormulaText>>

/** A formula of the method on a line of its own. */
export function Display({ of }: { of: keyof typeof formulas }) {
  return <Formula {...formulas[of]} display />
}

/** A formula of the method inside a sentence or a table. */
export function Inline({ of }: { of: keyof typeof formulas }) {
  return <Formula {...formulas[of]} />
}

/** A symbol inside a sentence. */
export function Sign({ of }: { of: keyof typeof symbols }) {
  return <Formula {...symbols[of]} />
}

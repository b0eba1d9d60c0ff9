import { type ReactNode, useState } from 'react'
import { Picker } from '../parts/Select'
import styles from './Shell.module.css'
import { storedSetting } from '../parts/storedSetting'

/** What the page is for, in two sentences; `children` are the ways in. */
export function Header({ children }: { children: ReactNode }) {
  return (
    <header className={styles.header}>
      <div className={styles.text}>
        <h1>PEAR Playground</h1>
        <p>
          Does better SFT prepare for RL? Every arm starts from one base policy, learns from the same offline data with
          its own loss weights (those of PEAR:{' '}
          <a href="https://arxiv.org/abs/2602.01058" rel="noreferrer">
            arXiv:2602.01058
          </a>
          ), then goes through the same GRPO. All of it trains in this browser, on your GPU or processor; nothing leaves
          your device.
        </p>
      </div>
      <div className={styles.actions}>
        {children}
        <ColourSwitch />
      </div>
    </header>
  )
}

const titles: Readonly<Record<ColourScheme, string>> = { system: 'System', light: 'Light', dark: 'Dark' }

/** Light, dark, or as the system has it. */
function ColourSwitch() {
  const [scheme, setScheme] = useState(keptScheme)
  return (
    <Picker
      className={styles.colours ?? ''}
      label="Colours"
      value={scheme}
      options={colourSchemes.map((value) => ({ value, title: titles[value] }))}
      onPick={(next) => {
        setScheme(next)
        applyScheme(next)
      }}
    />
  )
}

/** Which colours the page has: the system’s choice, or the visitor’s own. */
export const colourSchemes = ['system', 'light', 'dark'] as const
export type ColourScheme = (typeof colourSchemes)[number]

const kept = storedSetting<ColourScheme>('colours', {
  parse: (text) => colourSchemes.find((one) => one === text),
  format: (scheme) => scheme,
  initial: 'system',
})

/** The visitor's choice in this browser; the system's where there is none. */
export const keptScheme = kept.read

/** Gives the page these colours, and keeps the choice. */
export function applyScheme(scheme: ColourScheme): void {
  document.documentElement.style.colorScheme = scheme === 'system' ? '' : scheme
  kept.keep(scheme)
}

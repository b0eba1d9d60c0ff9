import type { ReactNode } from 'react'
import { ColourSwitch } from './ColourSwitch'

/** What the page is for, in two sentences; `children` are the ways in. */
export function Header({ children }: { children: ReactNode }) {
  return (
    <header className="header">
      <div className="header-text">
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
      <div className="header-actions">
        {children}
        <ColourSwitch />
      </div>
    </header>
  )
}

import { type ReactNode, useMemo } from 'react'
import { useOverflow } from './useOverflow'
import { useTypesetter } from './typesetter'

interface Props {
  /** TeX as KaTeX takes it. TeX that it refuses is shown as it stands. */
  tex: string
  /** The formula in words or plain characters: what is shown until KaTeX is loaded. */
  label: string
  /** On a line of its own, which scrolls sideways where it is wider than the page. */
  display?: boolean
}

/** A formula. KaTeX is loaded when the first one appears; screen readers get MathML. */
export function Formula({ tex, label, display = false }: Props) {
  const typeset = useTypesetter()
  const result = useMemo(() => typeset?.(tex, display), [typeset, tex, display])
  const content = !result ? (
    <span className="formula">{label}</span>
  ) : 'problem' in result ? (
    <code className="formula" title={result.problem}>
      {tex}
    </code>
  ) : (
    <span className="formula" dangerouslySetInnerHTML={{ __html: result.html }} />
  )
  return display ? <Line label={label}>{content}</Line> : content
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  const [ref, overflows] = useOverflow<HTMLDivElement>()
  return (
    <div className="formula-line" ref={ref} {...(overflows && { tabIndex: 0, role: 'group', 'aria-label': label })}>
      {children}
    </div>
  )
}

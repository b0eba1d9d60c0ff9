import { shades } from './tokens'

/** What the shading of tokens means. */
export function ShadeLegend() {
  return (
    <div className="shade-legend">
      <span>
        Probability π(y<sub>t</sub>) that the policy gave the token it sampled:
      </span>
      <ul>
        {shades.map(({ title }, shade) => (
          <li key={title}>
            <span className={`token-sample shade-${shade}`} aria-hidden="true">
              7
            </span>
            {title}
          </li>
        ))}
        <li>
          <span className="token-sample token-least shade-1" aria-hidden="true">
            7
          </span>
          least likely of its response
        </li>
      </ul>
    </div>
  )
}

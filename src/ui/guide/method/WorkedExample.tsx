import { pearSettings } from '../../../config/config'
import { defaultPreset } from '../../../config/presets'
import { decimal } from '../../format'
import { ScrollRegion } from '../../parts/ScrollRegion'
import { type Example, examples, weigh } from './workedExample'

const settings = pearSettings(defaultPreset.config.pear)

/** What the weights make of two responses, with the default preset's settings. */
export function WorkedExample() {
  const { gamma, block, clipDelta } = settings
  return (
    <figure className="worked">
      <figcaption>
        <strong>Two responses, weighed.</strong> The probabilities are made up, the weights computed from them with the
        settings of “{defaultPreset.title}”: γ = {gamma}, B = {block}, δ from {decimal(clipDelta[0], 1)} to{' '}
        {decimal(clipDelta[1], 1)}. A mark † says that δ stands at a bound.
      </figcaption>
      <div className="worked-tables">
        {examples.map((example) => (
          <ExampleTable key={example.id} {...example} />
        ))}
      </div>
    </figure>
  )
}

function ExampleTable({ title, tokens }: Example) {
  return (
    <ScrollRegion label={title} className="guide-scroll">
      <table>
        <caption>
          <div className="caption-text">
            {title}: <code>{tokens.map(({ text }) => text).join('')}</code>
          </div>
        </caption>
        <thead>
          <tr>
            <th scope="col">token</th>
            <th scope="col">
              π<sub>θ</sub>
            </th>
            <th scope="col">
              π<sub>β</sub>
            </th>
            <th scope="col">
              δ<sub>t</sub>
            </th>
            <th scope="col">token weight</th>
            <th scope="col">block</th>
            <th scope="col">sequence</th>
          </tr>
        </thead>
        <tbody>
          {weigh(tokens, settings).map(({ text, learner, behaviour, delta, clipped, weights }, t) => (
            <tr key={t}>
              <th scope="row">
                <code>{text}</code>
              </th>
              <td>{decimal(learner, 2)}</td>
              <td>{decimal(behaviour, 2)}</td>
              <td>
                {decimal(delta, 2)}
                {clipped && <span title="at its bound"> †</span>}
              </td>
              <td>{decimal(weights.token, 2)}</td>
              <td>{decimal(weights.block, 2)}</td>
              <td>{decimal(weights.sequence, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

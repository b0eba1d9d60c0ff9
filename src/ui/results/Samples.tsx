import { useState } from 'react'
import type { PromptSamples } from '../../experiment/events'
import type { RunResults } from '../../experiment/results'
import { ArmName } from '../Swatch'
import { Drawings } from './Drawings'
import { Picker } from './Picker'
import { sampleMoments, samplesAt } from './sampleMoments'
import { Verdict } from './Verdict'

const LATEST = 'latest'

/** One held-out prompt with a response of each arm, the verdict on it and why, and a drawing of what it does. */
export function Samples({ results }: { results: RunResults }) {
  const [moment, setMoment] = useState(LATEST)
  const [seed, setSeed] = useState<number>()
  const [place, setPlace] = useState(0)
  const moments = sampleMoments(results)
  const last = moments.at(-1)
  if (!last) return null

  // What was picked in an earlier run may not exist in this one.
  const shownMoment = moments.find(({ key }) => key === moment) ?? last
  const shownSeed = results.seeds.find((one) => one === seed) ?? results.seeds[0] ?? 0
  const samples = samplesAt(results, shownMoment.key, shownSeed)?.samples ?? []
  const shownPlace = Math.min(place, Math.max(0, samples.length - 1))
  const sample = samples[shownPlace]
  return (
    <section className="samples" aria-label="Samples">
      <h2>Samples</h2>
      <div className="pickers">
        <Picker
          label="Moment"
          value={moments.some(({ key }) => key === moment) ? moment : LATEST}
          options={[
            { value: LATEST, title: `Latest (${last.title})` },
            ...moments.map(({ key, title }) => ({ value: key, title })),
          ]}
          onPick={setMoment}
        />
        <Picker
          label="Seed"
          value={String(shownSeed)}
          options={results.seeds.map((one) => ({ value: String(one), title: String(one) }))}
          onPick={(value) => {
            setSeed(Number(value))
          }}
        />
        <Picker
          label="Held-out prompt"
          value={String(shownPlace)}
          options={samples.map(({ prompt }, i) => ({ value: String(i), title: `${i + 1}: ${prompt}` }))}
          onPick={(value) => {
            setPlace(Number(value))
          }}
        />
      </div>
      {sample ? <Responses sample={sample} /> : <p>There are no samples of this seed at this moment yet.</p>}
      {sample && results.config && <Drawings sample={sample} config={results.config} />}
    </section>
  )
}

function Responses({ sample }: { sample: PromptSamples }) {
  return (
    <div className="table-scroll" role="region" aria-label="Responses, scroll sideways" tabIndex={0}>
      <table className="responses">
        <caption>
          Prompt <code>{sample.prompt}</code>
        </caption>
        <thead>
          <tr>
            <th scope="col">Arm</th>
            <th scope="col">Response</th>
            <th scope="col">Verdict</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          {sample.responses.map(({ arm, text, correct, reason }) => (
            <tr key={arm}>
              <th scope="row">
                <ArmName arm={arm} />
              </th>
              <td>{text === '' ? <em>empty</em> : <code>{text}</code>}</td>
              <td>
                <Verdict correct={correct} />
              </td>
              <td className="reason">{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

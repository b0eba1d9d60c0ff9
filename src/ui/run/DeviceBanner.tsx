import type { DeviceReport, Place } from '../../worker/client'
import { Banner } from '../Banner'
import { remedies } from './status'

/** Why nothing can be trained on this device, and what to do about it; nothing where the device is ready. */
export function DeviceBanner({
  device,
  onCheck,
}: {
  device: DeviceReport | undefined
  onCheck: (place: Place) => void
}) {
  if (device === undefined || device.ready) return null
  const { title, steps } = remedies[device.problem]
  return (
    <Banner kind="bad" title={title}>
      <p>{device.message}</p>
      <ul>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      <p>
        Settings and links work all the same. The processor can train in place of the device, in plain JavaScript: with
        the same arithmetic, but so slowly that only the smallest experiments, such as the smoke test, are practical.
      </p>
      <div className="actions">
        <button
          type="button"
          onClick={() => {
            onCheck('webgpu')
          }}
        >
          Check again
        </button>
        <button
          type="button"
          onClick={() => {
            onCheck('cpu')
          }}
        >
          Train on the processor
        </button>
      </div>
    </Banner>
  )
}

import type { DeviceReport } from '../../worker/client'
import { Banner } from '../Banner'
import { remedies } from './status'

/** Why nothing can be trained on this device, and what to do about it; nothing where the device is ready. */
export function DeviceBanner({ device, onCheck }: { device: DeviceReport | undefined; onCheck: () => void }) {
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
      <p>Settings and links work all the same; only training needs the device.</p>
      <div className="actions">
        <button type="button" onClick={onCheck}>
          Check again
        </button>
      </div>
    </Banner>
  )
}

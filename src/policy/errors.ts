/** Why a device cannot be used. */
export type DeviceProblem = 'no-webgpu' | 'no-adapter' | 'insufficient' | 'self-check' | 'lost'

/** The device is missing, unfit or gone. `message` says for people what was wrong and what to do. */
export class DeviceError extends Error {
  override readonly name = 'DeviceError'

  constructor(
    readonly problem: DeviceProblem,
    message: string,
  ) {
    super(message)
  }
}

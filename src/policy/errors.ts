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

/** What to throw where one buffer would be larger than the device allows. */
export function tooLarge(what: string, bytes: number, limit: number, remedy: string): DeviceError {
  return new DeviceError(
    'insufficient',
    `${what} needs a buffer of ${megabytes(bytes)} and this device allows ${megabytes(limit)}. ${remedy}`,
  )
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MB`

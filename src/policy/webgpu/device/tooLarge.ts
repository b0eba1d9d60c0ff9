import { DeviceError } from '../../errors'

/** What to throw where one buffer would be larger than the device allows. */
export function tooLarge(what: string, bytes: number, limit: number, remedy: string): DeviceError {
  return new DeviceError(
    'insufficient',
    `${what} needs a buffer of ${megabytes(bytes)} and this device allows ${megabytes(limit)}. ${remedy}`,
  )
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MB`

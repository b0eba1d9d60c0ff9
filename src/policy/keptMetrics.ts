/** Steps of a population whose metrics are kept on the device, the last one included. */
export const METRICS_KEPT = 32

/** What whoever asks too late for a step's metrics gets. */
export function metricsGone(): RangeError {
  return new RangeError(`A step's metrics must be asked for within ${METRICS_KEPT} steps.`)
}

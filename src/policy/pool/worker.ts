import { serveSeat } from './seat'

/*
 * A worker of the pool in a browser. As long as it lives it holds a lock, which its host therefore gets in the moment in which it ends,
 * whatever ended it: no event tells that. Pages that are not served securely have no locks, and hear of errors only.
 */

/** The name of the lock: the first that no worker of any tab holds. */
async function takeLock(locks: LockManager, number = 0): Promise<string> {
  const name = `pear-playground processor ${number}`
  const isTaken = await new Promise<boolean>((resolve, reject) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        resolve(lock === null)
        return lock && new Promise<never>(() => undefined)
      })
      .catch(reject)
  })
  return isTaken ? takeLock(locks, number + 1) : name
}

const { locks } = navigator as Partial<Pick<Navigator, 'locks'>>
serveSeat(undefined, locks && takeLock(locks))

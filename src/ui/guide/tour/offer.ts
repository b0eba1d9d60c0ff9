const KEY = 'tour'

/** Whether this browser was offered the tour on an earlier visit; true where it keeps nothing, so that nobody is asked each time. */
export function wasOffered(storage: () => Pick<Storage, 'getItem'>): boolean {
  try {
    return storage().getItem(KEY) !== null
  } catch {
    // A browser that refuses storage throws at the mere mention of it.
    return true
  }
}

/** Remembers that the tour was offered, where the browser allows it. */
export function rememberOffer(storage: () => Pick<Storage, 'setItem'>): void {
  try {
    storage().setItem(KEY, 'offered')
  } catch {
    // `wasOffered` takes such a browser for one that was asked.
  }
}

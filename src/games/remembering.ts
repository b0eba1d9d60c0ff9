/** The same function with a memory of the keys computed last, so that the tokens of a response share one computation. */
export function remembering<Key, Value>(compute: (key: Key) => Value, capacity = 64): (key: Key) => Value {
  const known = new Map<Key, Value>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const value = compute(key)
    const [oldest] = known.keys()
    if (known.size >= capacity && oldest !== undefined) known.delete(oldest)
    known.set(key, value)
    return value
  }
}

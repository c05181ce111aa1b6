/**
 * Remembers what follows from something that never changes, as long as it is there: facts and worlds are made anew, not
 * altered, and one answer asks them the same several times.
 */
export function remembered<K extends object, T>(
  derive: (key: K) => T,
): (key: K) => T {
  const known = new WeakMap<K, { value: T }>();
  return key => {
    const before = known.get(key);
    if (before) return before.value;
    const value = derive(key);
    known.set(key, { value });
    return value;
  };
}

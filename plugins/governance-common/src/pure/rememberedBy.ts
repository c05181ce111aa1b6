/** Characters: what says more is derived each time, so that what is remembered stays small. */
const LONGEST = 20_000;

/**
 * Remembers what follows from values that are made anew each time and are often the same: for those asked about lately, by a
 * text that says all of a value that counts.
 *
 * @param most - So many are remembered; the oldest is forgotten first.
 */
export function rememberedBy<K, T>(
  textOf: (key: K) => string,
  derive: (key: K, text: string) => T,
  most = 1000,
): (key: K) => T {
  const known = new Map<string, { value: T }>();
  return key => {
    const text = textOf(key);
    const before = known.get(text);
    if (before) return before.value;
    const value = derive(key, text);
    if (text.length > LONGEST) return value;
    if (known.size >= most) known.delete(known.keys().next().value as string);
    known.set(text, { value });
    return value;
  };
}

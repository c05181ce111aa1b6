/** What PostgreSQL keeps in no text and no JSON: NUL, and halves of surrogate pairs. */
const UNSTORABLE = /\0|[\uD800-\uDFFF]/gu;

/** The same with what cannot be stored replaced: targets answer with whatever they like. */
export function storable<T>(data: T): T {
  if (typeof data === 'string') {
    return data.replace(UNSTORABLE, '\uFFFD') as T;
  }
  if (Array.isArray(data)) return data.map(storable) as T;
  if (typeof data === 'object' && data !== null) {
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [
        storable(key),
        storable(value),
      ]),
    ) as T;
  }
  return data;
}

const NONE: ReadonlySet<string> = new Set();

/** Many values a key, without duplicates. */
export class SetMap {
  readonly #sets = new Map<string, Set<string>>();

  add(key: string, value: string) {
    const set = this.#sets.get(key);
    if (set) {
      set.add(value);
    } else {
      this.#sets.set(key, new Set([value]));
    }
  }

  get(key: string): ReadonlySet<string> {
    return this.#sets.get(key) ?? NONE;
  }

  /** The keys and all that can be reached from them, each once. */
  closure(keys: Iterable<string>): Set<string> {
    const reached = new Set(keys);
    // A Set is iterated in insertion order and includes what is added on the way.
    for (const key of reached) {
      for (const value of this.get(key)) {
        reached.add(value);
      }
    }
    return reached;
  }
}

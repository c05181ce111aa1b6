/**
 * Lets those who ask the same at the same time share one answer. It is read after each of them has asked: who comes
 * while it is being read gets the next one, so that nobody misses what he has just written.
 */
export class Shared<A> {
  readonly #running = new Map<string, Promise<A>>();
  readonly #next = new Map<string, Promise<A>>();

  /** @param key - Says all that the answer depends on. */
  ask(key: string, read: () => Promise<A>): Promise<A> {
    const next = this.#next.get(key);
    if (next) return next;
    const running = this.#running.get(key);
    if (!running) return this.#begin(key, read);
    const after = () => {
      this.#next.delete(key);
      return this.#begin(key, read);
    };
    const later = running.then(after, after);
    this.#next.set(key, later);
    return later;
  }

  #begin(key: string, read: () => Promise<A>): Promise<A> {
    const answer = read().finally(() => this.#running.delete(key));
    this.#running.set(key, answer);
    return answer;
  }
}

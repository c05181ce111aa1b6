import { digestOf, Sha256Digest } from '@countersign/plugin-ledger-common';

/** What was seen while raw evidence was read: complete once all of it was. */
export class RawSummary {
  /** Raw records so far: what a source counts. */
  records = 0;
  /** Rows so far. There are as many as records, unless several forms are read as one. */
  rows = 0;
  readonly #gaps = new Set<string>();
  readonly #fields = new Map<string, Set<string>>();
  /** The kind that each field had last: most records are alike. */
  readonly #last = new Map<string, string>();

  /** Notes that a record has a field with such a value. */
  saw(field: string, kind: string): void {
    if (this.#last.get(field) === kind) return;
    this.#last.set(field, kind);
    let kinds = this.#fields.get(field);
    if (!kinds) {
      kinds = new Set();
      this.#fields.set(field, kinds);
    }
    if (kind !== 'null') kinds.add(kind);
  }

  /** Notes what the data themselves say that they leave out. */
  gap(text: string): void {
    this.#gaps.add(text);
  }

  gaps(): string[] {
    return [...this.#gaps];
  }

  has(field: string): boolean {
    return this.#fields.has(field);
  }

  fields(): string[] {
    return [...this.#fields.keys()];
  }

  /** The same for the same fields with the same kinds of values, in whatever order they came. */
  fingerprint(): Sha256Digest {
    return digestOf(
      Object.fromEntries(
        [...this.#fields].map(([field, kinds]) => [field, [...kinds].sort()]),
      ),
    );
  }
}

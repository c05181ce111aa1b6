import { Path, Place } from '../openslo/compile/Place';
import { SloDocument } from '../openslo/documents';

/** A foreign document that is read key by key: what nobody read is told at the end, so that nothing is dropped in silence. */
export class ForeignDocument extends Place {
  readonly #taken = new Set<string>();

  constructor(source: SloDocument) {
    super(source, []);
  }

  take(path: Path): void {
    this.#taken.add(JSON.stringify(path));
  }

  /** Says of everything below a place that nobody read it. */
  tellLeftovers(): void {
    for (const path of this.#leavesOf(this.source.value, [])) {
      const isTaken = [...path, ''].some((_, i) =>
        this.#taken.has(JSON.stringify(path.slice(0, i))),
      );
      if (!isTaken) {
        this.warn(
          path,
          'not-carried-over',
          'OpenSLO has no place for it: it is left out',
        );
      }
    }
  }

  #leavesOf(value: unknown, path: Path): Path[] {
    if (typeof value !== 'object' || value === null) return [path];
    return Object.entries(value).flatMap(([key, member]) =>
      this.#leavesOf(member, [
        ...path,
        Array.isArray(value) ? Number(key) : key,
      ]),
    );
  }
}

/** A place in a foreign document. */
export class Part {
  static rootOf(document: ForeignDocument): Part {
    return new Part(document, document.source.value, []);
  }

  constructor(
    private readonly document: ForeignDocument,
    private readonly value: unknown,
    readonly path: Path,
  ) {}

  get isThere(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** A member, by any of the names it goes by. */
  at(...names: string[]): Part {
    const members =
      typeof this.value === 'object' && this.value !== null
        ? (this.value as Record<string, unknown>)
        : {};
    const name = names.find(each => members[each] !== undefined) ?? names[0];
    return new Part(this.document, members[name], [...this.path, name]);
  }

  items(): Part[] {
    return Array.isArray(this.value)
      ? this.value.map(
          (item, i) => new Part(this.document, item, [...this.path, i]),
        )
      : [];
  }

  /** Takes a text. */
  text(): string | undefined {
    const { value } = this;
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string' && typeof value !== 'number') {
      return this.refuse('foreign-type', 'Expected a text');
    }
    this.document.take(this.path);
    return String(value);
  }

  /** Takes a number, also where it is written as a text. */
  number(): number {
    const text = this.text();
    const value = Number(text);
    return text === undefined || text.trim() === '' || !Number.isFinite(value)
      ? this.refuse('foreign-type', 'Expected a number')
      : value;
  }

  /** Takes texts by name. */
  texts(): Record<string, string> {
    if (!this.isThere) return {};
    this.document.take(this.path);
    return Object.fromEntries(
      Object.entries(this.value as object).map(([name, value]) => [
        name,
        String(value),
      ]),
    );
  }

  /** Read as what it is, and of no further use. */
  take(): void {
    this.document.take(this.path);
  }

  warn(rule: string, message: string): void {
    this.document.warn(this.path, rule, message);
  }

  refuse(rule: string, message: string): never {
    this.take();
    return this.document.refuse(this.path, rule, message);
  }
}

import { compose } from '../arithmetic';

/** What depends on what, as the catalog has it, and what each item promises. Items are entity references. */
export interface Promises {
  /** What an item needs directly, softly or not. */
  dependenciesOf(item: string): readonly string[];
  /** Of these, what it can do without: their failure is not its own. */
  softDependenciesOf(item: string): readonly string[];
  /** The highest promise of an item; undefined where it makes none. */
  promiseOf(item: string): { objective: string; target: number } | undefined;
}

/** A critical dependency that promises something. */
export interface PromisingDependency {
  item: string;
  objective: string;
  target: number;
  /** From the item that promises to this one, over every item between. */
  path: string[];
}

/** The highest promise that is honest, and what it comes from. */
export interface Ceiling {
  highest: number;
  dependencies: PromisingDependency[];
}

/** Each item that promises is worked out once. */
class Calculus {
  readonly #behind = new Map<string, ReadonlySet<string>>();

  constructor(private readonly promises: Promises) {}

  /** @param above - What is being worked out: what leads back to it is no dependency of its own. */
  ceilingOf(item: string, above: ReadonlySet<string>): Ceiling | undefined {
    const within = new Set([...above, item]);
    const nearest = this.#nearest(item, within);
    // What another one needs anyway is part of the promise of that one.
    const counted = nearest.filter(
      each =>
        !nearest.some(
          other =>
            other.item !== each.item &&
            this.#critical(other.item).has(each.item) &&
            // Of two that need each other the one that comes first stands for both.
            !(
              this.#critical(each.item).has(other.item) &&
              each.item < other.item
            ),
        ),
    );
    if (counted.length === 0) return undefined;
    const parts = counted.map(each =>
      Math.min(each.target, this.ceilingOf(each.item, within)?.highest ?? 1),
    );
    return {
      highest: Math.max(
        compose({ kind: 'serial', parts }),
        this.#allOf(item, within),
      ),
      dependencies: counted,
    };
  }

  /**
   * What everything behind an item promises together. Where several dependencies promise more than they can for the sake of
   * the same one, what limits each of them would count it several times: it is not worse than all of them, each once.
   */
  #allOf(item: string, above: ReadonlySet<string>): number {
    const parts = [...this.#critical(item)]
      .filter(each => !above.has(each))
      .flatMap(each => this.promises.promiseOf(each)?.target ?? []);
    return compose({ kind: 'serial', parts });
  }

  /** The promises that are met first on every way along critical dependencies, by shortest path. */
  #nearest(item: string, above: ReadonlySet<string>): PromisingDependency[] {
    const seen = new Set(above);
    const found: PromisingDependency[] = [];
    let paths = [[item]];
    while (paths.length > 0) {
      const next: string[][] = [];
      for (const path of paths) {
        for (const needed of this.#hard(path[path.length - 1])) {
          if (seen.has(needed)) continue;
          seen.add(needed);
          const longer = [...path, needed];
          const promise = this.promises.promiseOf(needed);
          if (promise) found.push({ item: needed, ...promise, path: longer });
          else next.push(longer);
        }
      }
      paths = next;
    }
    return found.sort((a, b) => (a.item < b.item ? -1 : 1));
  }

  /** Everything an item cannot do without, near or far. */
  #critical(item: string): ReadonlySet<string> {
    const known = this.#behind.get(item);
    if (known) return known;
    const reached = new Set<string>();
    const open = [item];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const needed of this.#hard(at)) {
        if (!reached.has(needed)) {
          reached.add(needed);
          open.push(needed);
        }
      }
    }
    this.#behind.set(item, reached);
    return reached;
  }

  #hard(item: string): string[] {
    const soft = new Set(this.promises.softDependenciesOf(item));
    return [...this.promises.dependenciesOf(item)]
      .filter(each => !soft.has(each))
      .sort();
  }
}

/**
 * What the critical dependencies of an item leave it to promise, after "The Calculus of Service Availability": it is up no
 * more often than all of them are. Each is counted once, however many ways lead to it. What promises stands for all that is
 * behind it; what promises nothing is looked through. A dependency that itself promises more than it can counts as what it can.
 *
 * @returns undefined where no critical dependency promises anything
 */
export function ceilingOf(
  item: string,
  promises: Promises,
): Ceiling | undefined {
  return new Calculus(promises).ceilingOf(item, new Set());
}

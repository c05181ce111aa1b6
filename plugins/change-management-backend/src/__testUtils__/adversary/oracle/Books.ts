import type { ChangeArena, View } from '../ChangeArena';
import { pipeline, Plans } from '../estate';
import { CaseFile } from './CaseFile';
import { Freeze, Surroundings, World } from './objections';

/** Something that should not have been. */
export interface Found {
  kind: string;
  text: string;
  file?: CaseFile;
}

/** What somebody outside writes down while a game is played. */
export class Books {
  /** A file a change, by number. */
  readonly files = new Map<string, CaseFile>();
  /** One for each thing that happened, in order. */
  readonly worlds: World[] = [];
  readonly freezes = new Map<string, Freeze>();
  /** When the gate gave which answer. */
  readonly gates = new Map<string, number>();
  /** The content of each version of each change. */
  readonly versions = new Map<string, Record<string, string>>();
  found: Found[] = [];
  readonly #actors = new Map<string, Set<string>>();
  readonly #plans: Plans;

  constructor(plans: Plans) {
    this.#plans = plans;
  }

  breach(kind: string, text: string, file?: CaseFile): void {
    this.found.push({ kind, text, file });
  }

  /** The file of a change; a new one where there is none. */
  file(
    number: string,
    views: View[],
    openedAt: number,
    base?: CaseFile['base'],
  ): CaseFile {
    const known = this.files.get(number);
    if (known) return known;
    const file = new CaseFile(number, openedAt, views, base);
    this.files.set(number, file);
    return file;
  }

  hand(
    file: CaseFile,
    who: string,
    as: string,
    step: number,
    reported?: boolean,
  ): void {
    file.hands.push({ who, as, step, reported });
  }

  acts(number: string, who: string): void {
    const actors = this.#actors.get(number) ?? new Set();
    if (who !== pipeline) actors.add(who);
    this.#actors.set(number, actors);
  }

  /** People who did something with a change. */
  actorsOf(number: string): string[] {
    return [...(this.#actors.get(number) ?? [])];
  }

  around(arena: ChangeArena, step: number): Surroundings {
    return {
      world: this.#worldAt(step),
      worldAt: then => this.#worldAt(then),
      files: [...this.files.values()],
      freezes: [...this.freezes.values()],
      plans: this.#plans,
      since: instant => arena.sinceBegin(instant),
    };
  }

  #worldAt(step: number): World {
    return (
      this.worlds.filter(world => world.step <= step).at(-1) ?? this.worlds[0]
    );
  }
}

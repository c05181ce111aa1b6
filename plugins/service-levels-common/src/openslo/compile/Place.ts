import { problemIn, SloDocument } from '../documents';
import { DefinitionProblem } from '../problems';

/** Where in a document. */
export type Path = readonly PropertyKey[];

/** Thrown where a part cannot be made; the problem is on record. */
export class Refused extends Error {}

/** A document, and the list that its problems go to. */
export class Place {
  constructor(
    readonly source: SloDocument,
    readonly problems: DefinitionProblem[],
  ) {}

  warn(path: Path, rule: string, message: string): void {
    this.problems.push(
      problemIn(this.source, { severity: 'warning', path, rule, message }),
    );
  }

  /** An error beside which others are still to be told. */
  note(path: Path, rule: string, message: string): void {
    this.problems.push(
      problemIn(this.source, { severity: 'error', path, rule, message }),
    );
  }

  refuse(path: Path, rule: string, message: string): never {
    this.note(path, rule, message);
    throw new Refused(message);
  }
}

/** Undefined where it cannot be made. */
export function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

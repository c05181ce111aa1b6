/** Something about a site's sources that its author should know: where it is, what is wrong, and what would be right. */
export interface SiteProblem {
  /** Relative to the folder that holds `mkdocs.yml`. */
  file: string;
  /** From 1. */
  line?: number;
  message: string;
  /** An error leaves no site; a warning leaves one that lacks what the message says. */
  severity: 'error' | 'warning';
}

/** `docs/guides/a.md:12: the page …` */
export function describeProblem({ file, line, message }: SiteProblem): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${message}`;
}

/** Sources from which no site can be made. */
export class SiteError extends Error {
  readonly problems: readonly SiteProblem[];

  constructor(problems: readonly SiteProblem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.name = 'SiteError';
    this.problems = problems;
  }
}

/** Collects problems while a site is made, each once. */
export class Problems {
  readonly #found = new Map<string, SiteProblem>();

  error(file: string, line: number | undefined, message: string): void {
    this.#add({ file, line, message, severity: 'error' });
  }

  warn(file: string, line: number | undefined, message: string): void {
    this.#add({ file, line, message, severity: 'warning' });
  }

  get all(): SiteProblem[] {
    return [...this.#found.values()];
  }

  /** @throws SiteError when there are errors, or anything at all and `strict` */
  assertSound(strict = false): void {
    const grave = this.all.filter(
      ({ severity }) => strict || severity === 'error',
    );
    if (grave.length) {
      throw new SiteError(grave);
    }
  }

  #add(problem: SiteProblem): void {
    const key = describeProblem(problem);
    if (!this.#found.has(key)) {
      this.#found.set(key, problem);
    }
  }
}

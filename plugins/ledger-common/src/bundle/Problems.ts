import type { BundleProblem, BundleProblemCode } from './verification';

/** Collects what is wrong, so that one look at a bundle names every problem. */
export class Problems {
  readonly all: BundleProblem[] = [];

  add(code: BundleProblemCode, where: string, message: string) {
    this.all.push({ code, where, message });
  }

  /** Runs a check; what it throws becomes a problem. */
  catch<T>(
    code: BundleProblemCode,
    where: string,
    check: () => T,
  ): T | undefined {
    try {
      return check();
    } catch (error) {
      this.add(
        code,
        where,
        error instanceof Error ? error.message : String(error),
      );
      return undefined;
    }
  }

  anyBut(...codes: BundleProblemCode[]): boolean {
    return this.all.some(problem => !codes.includes(problem.code));
  }
}

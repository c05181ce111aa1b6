import { pathText } from '@countersign/plugin-governance-common/definitions';
import { ExperimentProblem } from './model';

/** Collects what is wrong with one file, each with its line. */
export class ProblemList {
  readonly problems: ExperimentProblem[] = [];

  constructor(
    private readonly file: string,
    private readonly lineOf: (path: readonly PropertyKey[]) => number,
  ) {}

  error(path: readonly PropertyKey[], rule: string, message: string): void {
    this.#add('error', path, rule, message);
  }

  warn(path: readonly PropertyKey[], rule: string, message: string): void {
    this.#add('warning', path, rule, message);
  }

  get hasErrors(): boolean {
    return this.problems.some(({ severity }) => severity === 'error');
  }

  #add(
    severity: ExperimentProblem['severity'],
    path: readonly PropertyKey[],
    rule: string,
    message: string,
  ): void {
    const line = this.lineOf(path);
    const { file } = this;
    this.problems.push({
      ...{ severity, file, line, rule, message },
      path: pathText(path),
    });
  }
}

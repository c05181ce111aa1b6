/** What is wrong with a report: where it stands, and what would be right. */
export interface DefinitionProblem {
  /** In the folder of the report. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1, where it is known. */
  column?: number;
  /** `spec.sources[0].key`; empty for the file itself. */
  path: string;
  rule: string;
  message: string;
}

/** One line for a terminal: `report.yaml:12: spec.sources[0].key: … (rule)`. */
export function problemLine(problem: DefinitionProblem): string {
  const { file, line, column, path, message, rule } = problem;
  const place =
    column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
  return `${place}: ${path ? `${path}: ` : ''}${message} (${rule})`;
}

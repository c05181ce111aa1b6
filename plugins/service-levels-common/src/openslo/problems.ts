/** What is wrong with a definition: where it stands, which rule it breaks, and what would be right. */
export interface DefinitionProblem {
  /** An error keeps the definition from working; a warning does not. */
  severity: 'error' | 'warning';
  /** As it was given, relative to whatever the reader chose. */
  file: string;
  /** From 1. */
  line: number;
  /** `SLO checkout-availability`, where so much could be read. */
  document?: string;
  /** `spec.objectives[0].target`; empty for the document itself. */
  path: string;
  /** Stable name of the rule, such as `target-out-of-range`. */
  rule: string;
  message: string;
}

/** `spec.objectives[0].target` of its parts. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, step) =>
      typeof step === 'number'
        ? `${text}[${step}]`
        : `${text}${text && '.'}${String(step)}`,
    '',
  );
}

/** One line for a terminal: `file:line: error: path: message (rule)`. */
export function problemLine(problem: DefinitionProblem): string {
  const { file, line, severity, path, message, rule } = problem;
  const place = path ? `${path}: ` : '';
  return `${file}:${line}: ${severity}: ${place}${message} (${rule})`;
}

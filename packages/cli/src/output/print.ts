/** Writes lines to stdout: what the command found. */
export function print(...lines: string[]): void {
  process.stdout.write(`${lines.map(printable).join('\n')}\n`);
}

/** Writes lines to stderr: how it is going. */
export function note(...lines: string[]): void {
  process.stderr.write(`${lines.map(printable).join('\n')}\n`);
}

/** Writes one JSON document to stdout, for programs. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Without control characters: a title from a forged bundle must not drive the terminal. */
function printable(line: string): string {
  return line.replace(/[^\P{Cc}\t]/gu, '\uFFFD');
}

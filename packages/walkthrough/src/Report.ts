const isColored =
  (process.stdout.isTTY || process.env.FORCE_COLOR) && !process.env.NO_COLOR;
const paint = (code: number, text: string) =>
  isColored ? `\u001b[${code}m${text}\u001b[0m` : text;

/** Tells a walkthrough as it goes, and keeps count of what did not hold. */
export class Report {
  #steps = 0;
  #failures = 0;

  /** A step of the story. */
  heading(text: string): void {
    this.#steps += 1;
    this.#print(`\n${paint(1, `${this.#steps}. ${text}`)}`);
  }

  /** Something worth seeing. */
  say(text: string): void {
    for (const line of text.trimEnd().split('\n')) this.#print(`   ${line}`);
  }

  /** A claim of the walkthrough, with what shows it; a claim that does not hold fails the walkthrough. */
  expect(claim: string, holds: boolean, proof?: string): void {
    if (!holds) this.#failures += 1;
    this.#print(
      `   ${holds ? paint(32, '✓') : paint(31, '✗')} ${claim}${
        proof ? paint(2, ` — ${proof}`) : ''
      }`,
    );
  }

  /** Prints the verdict. True when every claim held. */
  finish(): boolean {
    this.#print(
      this.#failures === 0
        ? paint(32, `\nAll ${this.#steps} steps hold.`)
        : paint(31, `\n${this.#failures} claim(s) did not hold.`),
    );
    return this.#failures === 0;
  }

  #print(line: string): void {
    process.stdout.write(`${line}\n`);
  }
}

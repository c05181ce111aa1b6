/** A refusal that callers may read. */
export class FaultProblem extends Error {
  constructor(readonly status: number, name: string, message: string) {
    super(message);
    this.name = name;
  }
}

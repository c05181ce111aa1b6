/** What the ledger calls an objective. */
export function subjectOf(objective: string): string {
  return `slo:default/${objective}`;
}

/** Under which type the portal's search has what: the backend writes it, and pages know their results by it. */
export const evidenceSearchTypes = {
  report: 'compliance-report',
  run: 'evidence-run',
} as const;

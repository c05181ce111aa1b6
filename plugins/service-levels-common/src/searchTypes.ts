/** Under which type the portal's search has what: the backend writes it, and pages know their results by it. */
export const searchTypes = {
  objective: 'service-level-objective',
} as const;

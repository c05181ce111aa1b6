/** Invariants that do not hold yet: their breaches are no failures. It is to become empty and go. */
export const stillToHold: ReadonlySet<string> = new Set([]);

const ofThePlan =
  'Which services have to be drilled follows from the catalog, of which the ledger keeps nothing.';

/** Figures of drills that no record proves, and why. */
export const onlyStatedOfDrills: Readonly<Record<string, string>> = {
  covered: ofThePlan,
  overdue: ofThePlan,
};

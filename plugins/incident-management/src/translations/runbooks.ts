/** Texts of the list of runbooks, and of when each was last used. */
export const runbookMessages = {
  title: 'Runbooks',
  one: 'runbook',
  many: 'runbooks',
  lastUsed: 'Last used',
  lastDrilled: 'Last drilled',
  never: 'never',
  more: 'and {{count}} more',
  unnamed: 'Nothing in the catalog',
  filter: { unused: 'Never used', undrilled: 'Never drilled' },
  column: {
    runbook: 'Runbook',
    incidents: 'Incidents',
    drills: 'Drills',
    namedBy: 'Named by',
  },
  empty: 'No runbook yet',
  emptyDetail:
    'Name one in the catalog by the annotation countersign.dev/runbooks, or in an SLO by countersign.dev/runbook.',
  filteredEmpty: 'No runbook is left out',
  filteredEmptyDetail: 'Each of them was used or drilled.',
} as const;

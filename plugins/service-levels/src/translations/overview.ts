/** Texts of the overview. */
export const overviewMessages = {
  title: 'Objectives',
  what: 'the objectives',
  one: 'objective',
  many: 'objectives',
  search: 'Search objectives',
  searchPlaceholder: 'Name or service  /',
  states: 'Objectives by state',
  stateCount: '{{n}} {{state}}',
  filter: { state: 'State', owner: 'Team', system: 'System' },
  column: {
    objective: 'Objective',
    state: 'State',
    left: 'Budget left',
    burn: 'Burn rate',
    exhausted: 'Exhausted',
    trend: 'Burn-down',
  },
  burning: 'Burns at',
  empty: {
    title: 'No objectives yet',
    description:
      'An objective is an OpenSLO file in the catalog: what a service promises, and how it is measured.',
    filteredTitle: 'No objective matches these filters',
    filteredDescription: 'Remove a filter.',
  },
  keys: 'Keys: / search, j and k move, Enter opens',
} as const;

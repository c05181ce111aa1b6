/** Texts of the overview. */
export const overviewMessages = {
  title: 'Objectives',
  what: 'the objectives',
  one: 'objective',
  many: 'objectives',
  search: 'Search objectives',
  searchPlaceholder: 'Name or words  /',
  filter: { state: 'State', owner: 'Team', system: 'System' },
  column: {
    objective: 'Objective',
    state: 'State',
    left: 'Budget left',
    burn: 'Burn rate',
  },
  empty: {
    title: 'No objectives yet',
    description:
      'An objective is an OpenSLO file in the catalog: what a service promises, and how it is measured.',
    filteredTitle: 'No objective matches these filters',
    filteredDescription: 'Remove a filter.',
  },
} as const;

/** Texts of what incidents add to pages of entities and to those that all areas share. */
export const entityMessages = {
  tab: {
    title: 'Incidents',
    what: 'the incidents',
    empty: 'No incident has affected {{item}} yet',
    emptyDetail:
      'One that is declared for it, or opened by its alerts, shows here.',
    count_one: '1 incident',
    count_other: '{{count}} incidents',
    countCapped: 'More than {{total}} incidents',
  },
  timeline: { all: 'All incidents' },
  home: {
    title: 'Open incidents',
    what: 'the open incidents',
    none: 'No open incident',
    noneDetail: 'None affects what your teams own.',
    noTeam: 'You are in no group',
    noTeamDetail: 'Incidents of your teams show here.',
    all: 'All open incidents',
  },
  inbox: {
    accept: 'Triage',
    acknowledge: 'Acknowledge',
    update: 'Update',
    resolve: 'Resolve',
    all: 'Incidents of your teams nobody took yet ({{total}})',
  },
} as const;

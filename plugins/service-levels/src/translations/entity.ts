/** Texts of cards, tabs and widgets on pages that areas share. */
export const entityMessages = {
  health: {
    title: 'Is it healthy?',
    what: 'its objectives',
    all: 'All {{total}} objectives',
    holds_one: 'Its objective holds.',
    holds_other: 'All {{count}} objectives hold.',
    lead: {
      exhausted_one: '{{count}} of {{total}} has spent its budget.',
      exhausted_other: '{{count}} of {{total}} have spent their budget.',
      burning_one: '{{count}} of {{total}} burns.',
      burning_other: '{{count}} of {{total}} burn.',
      inconsistent_one: '{{count}} of {{total}} contradicts itself.',
      inconsistent_other: '{{count}} of {{total}} contradict themselves.',
      'no-data_one': '{{count}} of {{total}} has no data.',
      'no-data_other': '{{count}} of {{total}} have no data.',
      'insufficient-evidence_one':
        '{{count}} of {{total}} has too little data.',
      'insufficient-evidence_other':
        '{{count}} of {{total}} have too little data.',
      ok_one: '{{count}} of {{total}} holds.',
      ok_other: '{{count}} of {{total}} hold.',
    },
  },
  row: {
    burn: 'burns at',
    gone: 'gone in {{span}}',
  },
  tab: {
    title: 'SLOs',
    what: 'the objectives',
    count_one: '{{count}} objective',
    count_other: '{{count}} objectives',
    alerts: 'Alerts',
    more: 'More are in the overview.',
  },
  first: {
    title: 'Nothing is promised yet',
    description:
      'Your first SLO takes five minutes: name the metrics page of the service in the portal’s configuration, and put this beside its catalog-info.yaml.',
    show: 'Show the definition',
    copy: 'the definition',
    check: 'Check it first',
  },
  definition: {
    title: 'Definition',
    place: '{{file}}, line {{line}}',
    none: 'The catalog has no text of it.',
    works: 'It works.',
    problems: 'What is wrong with it',
  },
  standing: {
    title: 'How it stands',
    what: 'how it stands',
    none: 'It makes no objective: the definition says why.',
    source: 'Objectives that are measured with it',
    unknown: 'The configuration of the portal names no such source.',
    unused: 'No objective is measured with it.',
  },
  deploy: {
    title: 'Error budget',
    what: 'what error budgets demand',
    free: 'No policy is in the way.',
    none: 'No SLO promises anything, so no budget is in the way.',
    holds: 'All hold. {{title}} has the least left: {{share}}.',
    holdsUnknown: 'All hold.',
    burning: '{{title}} burns: {{share}} of its budget is left.',
    burningFor:
      '{{title}} burns: {{share}} of its budget is left, gone in {{span}}.',
    exhausted: '{{title}} has spent its budget.',
    unknown: '{{title}} has no data.',
    unsure: '{{title}} has too little data.',
    others_one: 'The same goes for one more.',
    others_other: 'The same goes for {{count}} more.',
    yes: 'Error budget is left',
    warn: 'Error budget burns',
    no: 'Error budget is spent',
    maybe: 'Error budget is not known',
  },
  home: {
    title: 'SLOs that burn',
    description:
      'Objectives of your teams that burn or have spent their budget.',
    what: 'the objectives of your teams',
    none: 'Nothing burns',
    noneDetail:
      'An objective of your teams that spends its budget too fast stands here.',
    noTeam: 'You are in no team',
    noTeamDetail: 'The objectives of your teams stand here.',
    all: 'All objectives of your teams',
  },
  inbox: {
    acknowledge: 'Acknowledge',
    look: 'Find out',
    silent: '{{title}}: nothing is heard of it',
    alerts: 'All alerts of your teams ({{total}})',
  },
  timeline: {
    all: 'All alerts of this item',
    firing: '{{share}} of the budget went so far.',
    over: 'It cost {{share}} of the budget.',
  },
} as const;

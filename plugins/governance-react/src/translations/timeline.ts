/** Texts of the timeline of a record. */
export const timelineMessages = {
  what: 'the timeline',
  more: 'Show earlier',
  index: 'Ledger entry {{index}}',
  pending: 'Not in the ledger yet',
  empty: 'Nothing has happened yet.',
  noneShown: 'Nothing of this kind yet.',
  filter: 'What is shown',
  behind_one: '{{count}} more entry',
  behind_other: '{{count}} more entries',
  via: 'via {{plugin}}',
} as const;

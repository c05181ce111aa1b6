/** Texts of the triage queue. */
export const triageMessages = {
  title: 'Triage · Incidents',
  lead: 'Nobody has taken care of these yet, the most urgent first.',
  empty: {
    title: 'Nothing waits',
    description: 'Somebody takes care of every open incident.',
  },
} as const;

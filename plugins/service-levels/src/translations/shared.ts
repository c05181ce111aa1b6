/** Words that every page of the plugin uses. */
export const sharedMessages = {
  state: {
    exhausted: 'Exhausted',
    burning: 'Burning',
    inconsistent: 'Inconsistent',
    'no-data': 'No data',
    'insufficient-evidence': 'Too little data',
    ok: 'Healthy',
  },
  budget: {
    left: '{{share}} left',
    overspent: '{{share}} overspent',
    none: 'No figure yet',
    spent: 'Spent',
    lasts: 'Lasts',
    in: 'in {{span}}',
  },
  burn: { over: 'over {{window}}' },
  promise: {
    rolling: '{{target}} over {{window}}',
    calendar: '{{target}} over {{window}}, by the calendar',
  },
} as const;

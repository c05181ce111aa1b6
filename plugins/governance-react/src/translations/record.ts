/** Texts of what is done to a record. */
export const recordMessages = {
  related: 'In other areas',
  dialog: {
    back: 'Back',
    failed: 'Nothing was saved',
    stale: 'It has changed since you opened this',
    staleLead:
      'Your text is kept. Look at what is different, then press again:',
    staleOther: 'Nothing you see here is different.',
  },
  next: {
    title: 'Next',
    who: 'Waiting on',
    conditions: 'What is not met yet',
    moreConditions_one: 'And {{count}} more',
    moreConditions_other: 'And {{count}} more',
    open: 'Not met',
    waits: 'Resolves by itself',
    later: 'Can follow later',
    refused: 'Not yet possible',
    more: 'Other actions',
  },
  edited: '{{before}} → {{after}}',
} as const;

/** Texts of what is done to a record. */
export const recordMessages = {
  dialog: {
    back: 'Back',
    failed: 'That did not work',
    stale: 'It has changed since you opened this',
    staleLead:
      'Your text is kept. Look at what is different, then press again:',
    staleOther: 'Nothing you see here is different.',
  },
  edited: '{{before}} → {{after}}',
} as const;

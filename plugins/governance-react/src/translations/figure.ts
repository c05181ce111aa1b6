/** Texts of figures and charts. */
export const figureMessages = {
  small: 'Small sample',
  smallDetail: 'n = {{n}}: one record more or less moves this figure by much.',
  definition: 'Definition',
  excluded: 'Excludes: {{text}}',
  asTable: 'As a table',
  period: {
    label: 'Period',
    range7: '7 days',
    range30: '30 days',
    range90: '90 days',
    range365: '1 year',
    own: 'Own period',
  },
} as const;

/** The figures of a slice, in the order in which they are shown. */
export const figureColumns = [
  { id: 'successRate', title: 'metrics.figure.successRate' },
  { id: 'leadTimeToApproval', title: 'metrics.figure.leadTime' },
  { id: 'emergencyShare', title: 'metrics.figure.emergencyShare' },
] as const;

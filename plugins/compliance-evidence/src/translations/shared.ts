/** Texts that several pages of the area share. */
export const sharedMessages = {
  area: {
    title: 'Evidence',
    reports: 'Reports',
    runs: 'Runs',
    findings: 'Findings',
    controls: 'Controls',
    questions: 'Questions',
    requests: 'Requests',
    console: 'Console',
  },
  severity: {
    label: 'Severity',
    low: 'Low',
    medium: 'Medium',
    high: 'High',
    critical: 'Critical',
  },
  keys: 'the keys of the ledger',
  timeline: 'Timeline',
  state: 'State',
  search: 'Number or words  /',
  updated: 'Updated',
  emptyCell: 'no value',
  other: 'recorded {{type}}',
  owner: 'Owner',
  control: 'Control',
} as const;

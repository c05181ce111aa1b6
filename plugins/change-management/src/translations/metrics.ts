/** Texts of the change metrics. */
export const metricsMessages = {
  pageTitle: 'Metrics · Changes',
  title: 'Change metrics',
  filter: {
    team: 'Teams',
    allTeams: 'All teams',
    environment: 'Environments',
    allEnvironments: 'All environments',
  },
  covers: 'Covers {{from}} to {{to}}, in UTC.',
  figure: {
    successRate: 'Success rate',
    leadTime: 'Lead time to approval',
    emergencyShare: 'Share of emergency changes',
    median: 'median',
    p90: '90 % within {{span}}',
    of: '{{some}} of {{n}}',
    n: 'n = {{n}}',
    none: 'No data',
    noneDetail: 'Nothing in this period counts towards it.',
    ofAll: ', of {{n}}',
  },
  outcome: {
    successful: 'successful',
    successful_issues: 'with issues',
    unsuccessful: 'failed',
  },
  meaning: {
    successRate: 'Share of closed changes that succeeded',
    leadTimeToApproval: 'From asking for approval to the last approval needed',
    emergencyShare: 'Share of submitted changes that were emergencies',
  },
  counted: {
    successRate: { n: 'closed', count: 'closed as successful' },
    leadTimeToApproval: { n: 'approved', count: 'approved' },
    emergencyShare: { n: 'submitted', count: 'emergency changes submitted' },
    failed: 'closed as unsuccessful',
  },
  week: {
    title: 'Opened, closed and failed by week',
    opened: 'Opened',
    closed: 'Closed',
    failed: 'Failed',
    week: 'Week',
    empty: 'No change was opened or closed in this period.',
  },
  teams: {
    title: 'By team',
    team: 'Team',
    empty: 'No team had a change in this period.',
  },
  risks: {
    title: 'By risk band',
    risk: 'Risk',
    empty: 'No change of this period has a risk yet.',
  },
  people: {
    title: 'Emergency changes by person',
    description:
      'Of everybody who requested an emergency change: how many of the changes they requested were emergencies.',
    person: 'Requested by',
    share: 'Emergencies of their changes',
    empty: 'Nobody requested an emergency change in this period.',
  },
  bands: {
    title: 'Did the bands predict failure?',
    description:
      'The bar is the failure rate, the line its 95 % interval. Bands whose lines overlap cannot be told apart by these numbers.',
    rate: 'Failure rate',
    interval: '95 % interval',
    intervalText: '{{low}} to {{high}}',
    changes: 'Closed changes',
    label:
      '{{level}}: {{failed}} of {{n}} failed, {{rate}}, 95 % interval {{interval}}',
    noneLabel: '{{level}}: no closed change',
    empty: 'No implemented change has been closed yet.',
  },
} as const;

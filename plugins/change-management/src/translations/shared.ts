/** Words that every page of the plugin uses. */
export const sharedMessages = {
  state: {
    new: 'New',
    assess: 'Assess',
    authorize: 'Authorize',
    scheduled: 'Scheduled',
    implement: 'Implement',
    review: 'Review',
    closed: 'Closed',
    canceled: 'Canceled',
  },
  type: {
    normal: 'Normal',
    standard: 'Standard',
    emergency: 'Emergency',
    retrospective: 'Retrospective',
  },
  risk: {
    low: 'Low',
    moderate: 'Moderate',
    high: 'High',
    very_high: 'Very high',
    unknown: 'Not assessed',
    label: 'Risk: {{level}}, {{score}} of 100',
  },
  approval: {
    not_requested: 'Not requested',
    pending: 'Pending',
    due: 'Due',
    approved: 'Approved',
    rejected: 'Rejected',
    void: 'Voided',
    preapproved: 'Pre-approved',
    overdue: 'Overdue',
  },
  closeCode: {
    successful: 'Successful',
    successful_issues: 'Successful with issues',
    unsuccessful: 'Unsuccessful',
  },
  onHold: 'On hold',
  demo: 'Demo',
} as const;

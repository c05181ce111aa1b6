import { MetricsReport } from '../model';

/** What each figure means, what it covers and what it leaves out, as the page says it beside the figure. */
export function metricDefinitions(options: {
  includeDemo: boolean;
}): MetricsReport['definitions'] {
  const always = `${
    options.includeDemo ? '' : 'Demo data. '
  }Drafts and canceled changes, as far as they were not submitted, approved or closed.`;
  return [
    {
      id: 'successRate',
      title: 'Change success rate',
      definition:
        'Changes closed as successful ÷ all implemented changes closed in the period. Successful with issues is not successful. This is not the change fail rate of DORA, which divides by deployments.',
      exclusions: `Canceled changes, which were not implemented. Retrospective changes count: they were implemented. ${always}`,
    },
    {
      id: 'leadTimeToApproval',
      title: 'Lead time to approval',
      definition:
        'From the moment approval was asked for (Authorize, of the round that was approved) to the last approval needed, for changes approved in the period. Median and 90th percentile by nearest rank, so that each is a time that really occurred; n is the number of changes.',
      exclusions: `Standard changes, which are approved beforehand by their template, and retrospective ones, which were deployed before anybody was asked. Emergency changes count, also where the approval came after the deployment. ${always}`,
    },
    {
      id: 'emergencyShare',
      title: 'Share of emergency changes',
      definition: 'Emergency changes ÷ all changes submitted in the period.',
      exclusions: `Retrospective changes, which nobody submitted. ${always}`,
    },
    {
      id: 'bands',
      title: 'Failure rate by risk band',
      definition:
        'Changes closed as unsuccessful ÷ all implemented changes closed in the period, by the level their risk was assessed at, with the Wilson score interval at 95 %: few changes tell little.',
      exclusions: `Changes without an assessment. ${always}`,
    },
    {
      id: 'byWeek',
      title: 'Changes by week',
      definition:
        'Changes created, closed, and closed as unsuccessful in each ISO week, in UTC.',
      exclusions: always,
    },
  ];
}

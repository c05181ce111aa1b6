/** The area's name and its pages, as tabs of its header. */
export const areaMessages = {
  title: 'Incidents',
  triage: 'Triage',
  incidents: 'Incidents',
  problems: 'Problems',
  onCall: 'On call',
  metrics: 'Metrics',
} as const;

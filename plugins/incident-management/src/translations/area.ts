/** The area's name and its pages, as tabs of its header. */
export const areaMessages = {
  title: 'Incidents',
  triage: 'Triage',
  incidents: 'Incidents',
  metrics: 'Metrics',
} as const;

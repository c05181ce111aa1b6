/** The area's name and its pages, as tabs of its header. */
export const areaMessages = {
  title: 'SLOs',
  overview: 'Overview',
  alerts: 'Alerts',
  policies: 'Policies',
  sources: 'Sources',
} as const;

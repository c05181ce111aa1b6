/** The area's name and its pages, as tabs of its header. */
export const areaMessages = {
  title: 'Changes',
  list: 'List',
  calendar: 'Calendar',
  metrics: 'Metrics',
  policies: 'Policies',
} as const;

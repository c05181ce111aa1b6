/**
 * The areas of the portal, by the ids of their plugins, in the order in which the reference tells of them: what a test asks
 * of every area, it asks of these. A new one belongs here.
 */
export const areas = [
  'change-management',
  'service-levels',
  'incident-management',
  'compliance-evidence',
  'chaos-drills',
  'service-logs',
];

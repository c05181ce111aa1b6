import { Appliers } from '../applier';

/** What it says of itself. */
export const contentAppliers = {
  'incident.edited': (facts, fields) => ({
    ...facts,
    ...Object.fromEntries(
      Object.entries(fields).filter(([, value]) => value !== undefined),
    ),
  }),
  'incident.drill_denied': facts => ({ ...facts, drill: false }),
} satisfies Appliers;

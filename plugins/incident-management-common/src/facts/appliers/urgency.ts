import { IncidentFacts, Level, priorityOf } from '../../model';
import { Appliers } from '../applier';

/** How urgent it is, and whether it is led as a major incident. */
export const urgencyAppliers = {
  'incident.prioritized': (facts, { impact, urgency }) =>
    worsened(facts, impact, urgency),
  'incident.major_proposed': (facts, { reason }, { by, at }) => ({
    ...facts,
    major: { state: 'candidate', reason, by, at },
  }),
  'incident.major_accepted': (facts, { reason }, { by, at }) => ({
    ...facts,
    major: { state: 'accepted', reason, by, at },
  }),
  'incident.major_rejected': (facts, { reason }, { by, at }) => ({
    ...facts,
    major: { state: 'rejected', reason, by, at },
  }),
} satisfies Appliers;

/** As urgent as this, and the worst that it ever was with it. */
export function worsened(
  facts: IncidentFacts,
  impact: Level,
  urgency: Level,
): IncidentFacts {
  return {
    ...facts,
    impact,
    urgency,
    worstPriority: Math.min(facts.worstPriority, priorityOf(impact, urgency)),
  };
}

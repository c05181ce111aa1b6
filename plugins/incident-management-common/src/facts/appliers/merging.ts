import { earlier, IncidentFacts, worse } from '../../model';
import { Appliers } from '../applier';
import { released } from '../stamps';
import { worsened } from './urgency';

/** Two become one, or one becomes two. */
export const mergingAppliers = {
  'incident.merged': (facts, { into, as }, { by, at }) => ({
    ...released(facts, at),
    state: 'canceled',
    merged: { into, as, by, at },
  }),
  'incident.absorbed': (facts, taken) => {
    const { times, firstAlertAt } = facts;
    const first = [firstAlertAt, taken.firstAlertAt].filter(
      at => at !== undefined,
    );
    return worsened(
      {
        ...facts,
        absorbed: [...new Set([...facts.absorbed, taken.from.number])],
        entities: [...new Set([...facts.entities, ...taken.entities])],
        times: {
          ...times,
          started: earlier(times.started, taken.started),
          detected: earlier(times.detected, taken.detected),
        },
        ...(first.length && { firstAlertAt: first.reduce(earlier) }),
        alerts: {
          seen: facts.alerts.seen + taken.alerts.seen,
          firing: facts.alerts.firing + taken.alerts.firing,
        },
        major:
          rank(taken.major) > rank(facts.major.state)
            ? { state: taken.major }
            : facts.major,
      },
      worse(facts.impact, taken.impact),
      worse(facts.urgency, taken.urgency),
    );
  },
  'incident.split': (facts, { into, entities }) => ({
    ...facts,
    splitInto: [...facts.splitInto, into],
    entities: facts.entities.filter(each => !entities.includes(each)),
  }),
} satisfies Appliers;

/** How far a major incident has come: what is taken over never makes it less. */
function rank(state: IncidentFacts['major']['state']): number {
  return { none: 0, rejected: 0, candidate: 1, accepted: 2 }[state];
}

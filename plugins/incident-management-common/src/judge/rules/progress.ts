import {
  person,
  record,
  refuse,
  say,
  time,
} from '@countersign/plugin-governance-common';
import { IncidentFacts } from '../../model';
import { recoveredAt } from '../recovery';
import { stillFiring } from '../stillFiring';
import { CallOf, ok, Rules, Verdict } from '../verdict';
import { IncidentWorld } from '../world';

/** From the acknowledgment to the end, and back. */
export const progressRules = {
  accept: () => ok,
  acknowledge,
  hold: () => ok,
  resume: () => ok,
  mitigate: facts => already(facts, 'mitigated'),
  restore,
  resolve,
  reopen,
  close,
  cancel,
} satisfies Rules;

function acknowledge({ acknowledged, number }: IncidentFacts): Verdict {
  return acknowledged
    ? refuse(
        'acknowledged',
        say`${person(acknowledged.by)} acknowledged ${record(number)} at ${time(
          acknowledged.at,
        )}.`,
        'Join them: take a role, or write a note.',
      )
    : ok;
}

function already(
  { times, number }: IncidentFacts,
  name: 'mitigated' | 'restored',
): Verdict {
  // What is as before has no impact left to stop.
  const done = name === 'mitigated' && times.restored ? 'restored' : name;
  const at = times[done];
  return at === undefined
    ? ok
    : refuse(
        done,
        say`${record(number)} was ${done} at ${time(at)}.`,
        'Set the time otherwise if that is wrong, or reopen it if it came back.',
      );
}

/** When it was is told by the alerts alone: people say that it is now, or correct the time. */
function restore(
  facts: IncidentFacts,
  { who, data: { at } }: CallOf<'restore'>,
  { now, story = [] }: IncidentWorld,
): Verdict {
  const done = already(facts, 'restored');
  if (!done.ok || at === undefined) return done;
  const field = ['at'];
  if (who.by !== 'system') {
    return refuse(
      'time',
      'When it was restored is told by its alerts.',
      'Leave the time out, and correct it then.',
      field,
    );
  }
  if (facts.alerts.firing > 0) {
    return refuse('alerts', stillFiring(facts), 'Wait until they end.', field);
  }
  const known = recoveredAt(facts, story, now);
  if (known === undefined) {
    return refuse(
      'time',
      'No end of an alert is on record.',
      'Leave the time out.',
      field,
    );
  }
  return Date.parse(at) === Date.parse(known)
    ? ok
    : refuse(
        'time',
        say`By its alerts it was restored at ${time(known)}, not at ${time(
          at,
        )}.`,
        'Give the time that follows from them.',
        field,
      );
}

/** What still fires is not over, and no assistant ends what no person has seen. */
function resolve(facts: IncidentFacts, { who }: CallOf<'resolve'>): Verdict {
  if (facts.alerts.firing > 0) {
    return refuse(
      'alerts',
      stillFiring(facts),
      'Wait until they end, or end them where they come from.',
    );
  }
  if (who.by !== 'system' && !facts.acknowledged) {
    return refuse(
      'acknowledged',
      'Nobody has acknowledged it.',
      'Acknowledge it first: what was never taken care of was not resolved by anybody.',
    );
  }
  return ok;
}

function reopen(
  facts: IncidentFacts,
  { who, data }: CallOf<'reopen'>,
  { now, limits }: IncidentWorld,
): Verdict {
  const { resolved, mitigated, restored } = facts.times;
  if (facts.state !== 'resolved') {
    return mitigated || restored
      ? ok
      : refuse(
          'state',
          'It is open, and nothing of it was over.',
          'Nothing is left to do.',
        );
  }
  if (who.by !== 'system') return ok;
  const within = data.window ?? limits.reopenWithin;
  return Date.parse(now) - Date.parse(resolved ?? now) <= within
    ? ok
    : refuse(
        'window',
        say`${record(facts.number)} was resolved at ${time(
          resolved ?? now,
        )}, too long ago.`,
        'Open another incident.',
      );
}

/** Closed at once, it could not be reopened, and what came back would look like another one. */
function close(
  facts: IncidentFacts,
  { data }: CallOf<'close'>,
  { now, limits }: IncidentWorld,
): Verdict {
  if (data.after < limits.closeAfter) {
    return refuse(
      'delay',
      `It would be closed after ${data.after / 3_600_000} h; it takes ${
        limits.closeAfter / 3_600_000
      } h.`,
      'Keep to the delay.',
    );
  }
  const resolved = Date.parse(facts.resolution?.at ?? now);
  const at = resolved + data.after;
  return Date.parse(now) >= at
    ? ok
    : refuse(
        'delay',
        say`It can be closed from ${time(new Date(at).toISOString())} on.`,
        'It is closed then by itself.',
      );
}

/** What really happened does not leave the figures by being canceled. */
function cancel(facts: IncidentFacts): Verdict {
  const remedy = 'Resolve it instead: it was an incident.';
  if (facts.alerts.firing > 0) {
    return refuse(
      'alerts',
      stillFiring(facts),
      'Wait until they end, or merge it into the incident that they belong to.',
    );
  }
  if (facts.times.mitigated || facts.times.restored || facts.reopened > 0) {
    return refuse('happened', 'Something of it was over already.', remedy);
  }
  if (facts.major.state === 'accepted') {
    return refuse('major', 'It is led as a major incident.', remedy);
  }
  return facts.absorbed.length > 0
    ? refuse('absorbed', 'Other incidents are part of it.', remedy)
    : ok;
}

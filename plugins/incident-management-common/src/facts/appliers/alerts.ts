import { earlier, Times } from '../../model';
import { Appliers, without } from '../applier';

/** Its alerts: how many there are, and how many fire. */
export const alertAppliers = {
  'incident.alerts_added': (facts, { alerts, firing }) => {
    const begun = alerts.map(({ startedAt }) => startedAt);
    const detected = alerts.map(({ receivedAt }) => receivedAt);
    const { times } = facts;
    // What somebody set otherwise, and had confirmed, stands.
    const isSet = facts.corrections.some(
      ({ time, state }) => time === 'started' && state === 'counts',
    );
    return {
      ...facts,
      ...firstAlert(facts.firstAlertAt, alerts),
      alerts: { seen: facts.alerts.seen + alerts.length, firing },
      times: {
        // What fires again is not restored.
        ...(firing > 0 ? (without(times, 'restored') as Times) : times),
        ...(!isSet && {
          started: begun.reduce(earlier, times.started),
          detected: detected.reduce(earlier, times.detected),
        }),
      },
    };
  },
  'incident.alerts_ended': (facts, { firing }) => ({
    ...facts,
    alerts: { ...facts.alerts, firing },
  }),
} satisfies Appliers;

/** When the first of its alerts came, with these among them. */
export function firstAlert(
  known: string | undefined,
  alerts: readonly { receivedAt: string }[],
): { firstAlertAt?: string } {
  const all = [
    ...(known === undefined ? [] : [known]),
    ...alerts.map(({ receivedAt }) => receivedAt),
  ];
  return all.length ? { firstAlertAt: all.reduce(earlier) } : {};
}

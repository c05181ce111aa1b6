import { RunEvents } from '@countersign/plugin-chaos-drills-common';

/** What happened in a run, as it is kept. */
export const kept = (...told: object[]): RunEvents['events'] =>
  told.map((event, i) => ({
    seq: i + 1,
    at: new Date().toISOString(),
    event,
  })) as RunEvents['events'];

/** A probe that was looked at. */
export const probe = (met: boolean, end: string) => ({
  activity: { name: 'the list is answered' },
  status: 'succeeded',
  ...{ start: end, end, tolerance_met: met },
  comparison: {
    met,
    what: 'status',
    compared: met ? 200 : 503,
    expected: '200',
  },
});

/** A fault that goes on. */
export const lastingFault = {
  ...{ id: 'f1', fault: 'latency', target: 'http://checkout:8080' },
  ...{ arguments: { share: 0.5 }, leaseSeconds: 20, renewals: 3 },
  intendedAt: '2026-11-27T10:00:02.000Z',
  injectedAt: '2026-11-27T10:00:03.000Z',
};

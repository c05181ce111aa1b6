import { PlannedDrill, RunEvent } from './PlannedDrill';

const BEGINS_MS = 60_000;

type Looked = Extract<RunEvent, { type: 'steady-state' }>;
type Injected = Extract<RunEvent, { type: 'fault' }>;

/** It checks the steady state, and puts a fault in that ends by itself. */
export async function breakIt(drill: PlannedDrill): Promise<void> {
  const { promise } = drill;
  const { report } = promise.stage;
  report.heading('The steady state holds, and a fault goes in');
  const before = await promise.until('It looks', BEGINS_MS, async () =>
    (await drill.events()).find(isLook),
  );
  report.expect(
    'every probe of the steady state was answered as it should be',
    before.state.steady_state_met,
    before.state.probes.map(({ activity }) => activity.name).join(', '),
  );
  const { fault } = await promise.until(
    'The fault goes in',
    BEGINS_MS,
    async () => (await drill.events()).find(isFault),
  );
  report.expect(
    'the service holds the fault, and ends it should nobody renew it',
    fault.leaseSeconds > 0,
    `${fault.fault} on ${fault.target}, for ${fault.leaseSeconds} s at a time`,
  );
}

function isLook(event: RunEvent): event is Looked {
  return event.type === 'steady-state';
}

function isFault(event: RunEvent): event is Injected {
  return event.type === 'fault';
}

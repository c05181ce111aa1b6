import { TestDatabases } from '@backstage/backend-test-utils';
import { pluginCaller } from '@countersign/plugin-governance-node';
import { incidentStory } from '@countersign/plugin-incident-management-common';
import { Replica, startReplica } from '../__testUtils__/replica';
import { checkout } from '../__testUtils__/portal';

jest.setTimeout(240_000);

const MINUTE = 60_000;
const limits = { closeAfter: 60 * MINUTE, reopenWithin: 30 * MINUTE };
const system = pluginCaller('incident-management');

describe('alerts and their incident', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let replica: Replica;
  let now = Date.UTC(2026, 10, 2, 9);
  const at = (ago = 0) => new Date(now - ago * MINUTE).toISOString();
  beforeAll(async () => {
    replica = await startReplica(await databases.init('POSTGRES_18'), {
      clock: () => new Date(now),
      limits,
      isFirst: true,
    });
  });

  const takeOf = (
    about: { group: string; drill?: string },
    ...keys: string[]
  ) =>
    replica.journal.run(system, unit =>
      replica.opener.take(unit, {
        ...about,
        alerts: keys.map(alert => ({
          alert,
          startedAt: at(5),
          receivedAt: at(),
        })),
        title: 'Payments fail',
        entities: [checkout],
        team: 'group:default/payments',
        impact: 'high',
        urgency: 'high',
        triage: false,
      }),
    );
  const take = (group: string, ...keys: string[]) => takeOf({ group }, ...keys);
  const end = (group: string, ...keys: string[]) =>
    replica.journal.run(system, unit =>
      replica.opener.end(
        unit,
        group,
        keys.map(alert => ({ alert, endedAt: at() })),
      ),
    );
  const detail = async (number: string) =>
    (await replica.desk.get(system, number)).incident;

  it('is one for a group however many come at once, and ends with the last of them', async () => {
    const taken = await Promise.all(
      Array.from({ length: 8 }, (_, i) => take('fails', `a${i}`)),
    );
    const [{ number }] = taken;
    expect(new Set(taken.map(each => each.number)).size).toBe(1);
    expect(taken.filter(({ became }) => became === 'opened')).toHaveLength(1);
    expect(await detail(number)).toMatchObject({
      source: 'alert',
      alerts: { seen: 8, firing: 8 },
      times: { started: at(5), detected: at() },
      firstAlertAt: at(),
    });
    now += MINUTE;
    const keys = Array.from({ length: 8 }, (_, i) => `a${i}`);
    expect(await end('fails', ...keys.slice(1))).toEqual({
      number,
      resolved: false,
    });
    expect(await end('fails', 'a0')).toEqual({ number, resolved: true });

    // Within the window it is the same incident, and another one after it.
    now += 29 * MINUTE;
    expect(await take('fails', 'b')).toEqual({ number, became: 'reopened' });
    expect((await detail(number)).times).not.toHaveProperty('restored');
    await end('fails', 'b');
    now += 31 * MINUTE;
    const next = await take('fails', 'c');
    expect(next).toMatchObject({ became: 'opened' });
    expect(next.number).not.toBe(number);

    const entries = await replica.ledger.entriesOf(number);
    expect(incidentStory(entries.map(({ entry }) => entry)).holds).toBe(true);
  });

  it('of a drill is not reopened by a real outage, nor the other way round', async () => {
    const group = 'drilled';
    const drill = 'DRL0000007';
    const drilled = await takeOf({ group, drill }, 'd');
    await end(group, 'd');
    now += MINUTE;
    const real = await takeOf({ group }, 'r');
    expect(real.became).toBe('opened');
    expect((await detail(real.number)).drill).toBe(false);
    // While it is open, whatever fires is heard in it.
    expect(await takeOf({ group, drill }, 'e')).toEqual({
      number: real.number,
      became: 'added',
    });
    await end(group, 'r', 'e');
    now += MINUTE;
    const again = await takeOf({ group, drill }, 'f');
    expect(again.became).toBe('opened');
    expect((await detail(again.number)).drill).toBe(true);
    await end(group, 'f');
    now += MINUTE;
    expect(await takeOf({ group, drill }, 'g')).toEqual({
      number: again.number,
      became: 'reopened',
    });
    expect((await detail(drilled.number)).state).toBe('resolved');
    await end(group, 'g');
  });

  it('goes on in what it is merged into, which its alerts then end', async () => {
    const carl = { kind: 'user' as const, ref: 'user:default/carl' };
    const first = await take('slow', 'x');
    const second = await take('slower', 'y');
    await replica.desk.act(carl, second.number, {
      verb: 'merge',
      body: { into: first.number, as: 'merge', reason: 'The same cause.' },
    });
    expect(await take('slower', 'z')).toEqual({
      number: first.number,
      became: 'added',
    });
    expect((await detail(first.number)).alerts).toEqual({ seen: 3, firing: 3 });
    await end('slower', 'y', 'z');
    expect(await end('slow', 'x')).toEqual({
      number: first.number,
      resolved: true,
    });
  });

  it('is closed by itself once the delay is over', async () => {
    const { number } = await take('late', 'l');
    await end('late', 'l');
    now += 59 * MINUTE;
    await replica.desk.closeDue(system);
    expect((await detail(number)).state).toBe('resolved');
    now += MINUTE;
    await replica.desk.closeDue(system);
    expect((await detail(number)).state).toBe('closed');
  });
});

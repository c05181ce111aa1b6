import { createHash } from 'crypto';
import { ConfigReader } from '@backstage/config';
import { SnapshotAsk } from '@countersign/plugin-compliance-evidence-node';
import { demoKind } from './demoKind';
import { DemoSource } from './DemoSource';
import { systems } from './systems';

const parameters = {
  period_start: '2026-06-30T22:00:00.000Z',
  period_end: '2026-09-30T22:00:00.000Z',
};
const now = () => Date.parse('2026-11-27T00:00:00Z');
const askOf = (text: string, given: object = parameters): SnapshotAsk => ({
  query: { name: 'any', text, parameters: { ...given } },
  columns: [],
  signal: new AbortController().signal,
});
const nothing = async () => undefined;

async function digestOf(system: string, text: string, size: object = {}) {
  const hash = createHash('sha256');
  let lines = 0;
  const taken = await new DemoSource(systems[system], {
    rows: 3_000,
    seed: 'larkspur',
    now,
    ...size,
  }).snapshot(askOf(text), async chunk => {
    hash.update(chunk);
    lines += Buffer.from(chunk).toString().split('\n').length - 1;
  });
  return { digest: hash.digest('hex'), lines, taken };
}

const GRANTS = 'grants from ${period_start} to ${period_end}';
const TICKETS = 'tickets from ${period_start} to ${period_end}';

describe('a demo system', () => {
  it('gives the same bytes for the same period, size and seed, and others for another seed', async () => {
    const first = await digestOf('iam-logs', GRANTS);
    expect(await digestOf('iam-logs', GRANTS)).toEqual(first);
    const other = await digestOf('iam-logs', GRANTS, { seed: 'another' });
    expect(other.digest).not.toBe(first.digest);
  });

  it('says how many records it holds, and on how many pages', async () => {
    const grants = await digestOf('iam-logs', GRANTS);
    expect(grants.taken.completeness.stated).toBe(grants.lines);
    const tickets = await digestOf('ticketing', TICKETS);
    expect(tickets.taken).toMatchObject({
      format: 'json-pages',
      recordsAt: 'issues',
      completeness: { pages: tickets.lines, gaps: [] },
      asOf: '2026-09-30T22:00:00.000Z',
    });
  });

  it('tells of nothing that has not happened yet, and says so', async () => {
    const during = Date.parse('2026-08-01T00:00:00Z');
    const whole = await digestOf('iam-logs', GRANTS);
    const part = await digestOf('iam-logs', GRANTS, { now: () => during });
    expect(part.taken.asOf).toBe('2026-08-01T00:00:00.000Z');
    expect(part.taken.completeness.gaps).toHaveLength(1);
    expect(part.lines).toBeLessThan(whole.lines / 2);
    await expect(
      digestOf('iam-logs', GRANTS, { now: () => Date.parse('2026-01-01') }),
    ).rejects.toThrow('knows nothing of it yet');
  });

  it.each([
    [
      'grant from ${period_start} to ${period_end}',
      /no grant \(did you mean grants\?\)/,
    ],
    [
      'grants at ${period_end}',
      /understands "grants from \$\{period_start\} to/,
    ],
    ["grants from '2026-07-01' to ${period_end}", /understands "grants from/],
    [
      'constructor at ${period_end}',
      /has no constructor; it has grants, bindings/,
    ],
  ])('answers %s with what would be right', async (text, message) => {
    await expect(digestOf('iam-logs', text)).rejects.toThrow(message);
  });

  it('needs the period as instants', async () => {
    const source = new DemoSource(systems['iam-logs'], { rows: 1, seed: 'x' });
    await expect(
      source.snapshot(askOf(GRANTS, { period_end: 'soon' }), nothing),
    ).rejects.toThrow('The query asks for ${period_start}');
  });

  it('stops when it is told to', async () => {
    const source = new DemoSource(systems.ticketing, {
      rows: 50_000,
      seed: 'x',
      now,
    });
    const controller = new AbortController();
    const asked = source.snapshot(
      { ...askOf(TICKETS), signal: controller.signal },
      nothing,
    );
    controller.abort(new Error('The run was canceled'));
    await expect(asked).rejects.toThrow('The run was canceled');
  });
});

describe('the kind demo', () => {
  const create = (name: string, data: object, isOn = true) =>
    demoKind({ isOn }).create({ name, config: new ConfigReader(data as {}) });

  it('takes the system of its name, or the one that is set', () => {
    expect(create('iam-logs', {}).system).toBe('IAM logs');
    expect(create('access', { system: 'iam-logs' }).system).toBe('IAM logs');
  });

  it.each([
    [{ system: 'iam-log' }, 'no demo system iam-log (did you mean iam-logs?)'],
    [{ row: 5 }, 'with.row is not known (did you mean rows?)'],
    [{ rows: 0.5 }, 'with.rows must be a whole number from 1'],
  ])('refuses %j', (data, message) => {
    expect(() => create('iam-logs', data)).toThrow(message);
  });

  it('makes nothing up in a portal without demo records', async () => {
    await expect(
      create('iam-logs', {}, false).snapshot(askOf(GRANTS), nothing),
    ).rejects.toThrow(
      'IAM logs is made up, and the portal has no demo records',
    );
  });
});

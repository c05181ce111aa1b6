import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { InputError, NotAllowedError } from '@backstage/errors';
import { DatabaseTroubleError } from '@countersign/plugin-ledger-node';
import { migrateShared } from '../database/openDatabase';
import { OutboxStore } from '../outbox/OutboxStore';
import { LedgerWatch } from './LedgerWatch';
import { outboxGauges } from './outboxGauges';
import { Gauge, GaugeReading, publishGauges } from './publishGauges';
import { Timings } from './Timings';

jest.setTimeout(240_000);

/** What each gauge reads, by its name. */
async function readAll(gauges: Gauge[]): Promise<Record<string, GaugeReading>> {
  return Object.fromEntries(
    await Promise.all(
      gauges.map(async ({ name, read }) => [name, await read()]),
    ),
  );
}

describe('timings', () => {
  const record = jest.fn();
  const timings = new Timings(
    { createHistogram: () => ({ record }) },
    'notes.answer.duration',
    'How long an answer takes',
  );
  const outcomes = () => record.mock.calls.map(([, labels]) => labels);
  beforeEach(() => record.mockClear());

  it('say how long it took and what came of it', async () => {
    const answer = await timings.time(
      async () => 'refuse',
      said => said,
      { kind: 'gate' },
    );
    expect(answer).toBe('refuse');
    expect(record).toHaveBeenCalledWith(expect.any(Number), {
      kind: 'gate',
      'countersign.outcome': 'refuse',
    });
  });

  it.each([
    ['caller_error', new InputError('change: is missing')],
    ['caller_error', new NotAllowedError('Not you')],
    ['failed', new DatabaseTroubleError('away')],
    ['failed', Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })],
    ['failed', new TypeError('x is not a function')],
  ])('count as %s what ended with %s', async (outcome, error) => {
    const failing = timings.time(
      () => Promise.reject(error),
      () => 'fine',
    );
    await expect(failing).rejects.toBe(error);
    expect(outcomes()).toEqual([{ 'countersign.outcome': outcome }]);
  });
});

describe('gauges', () => {
  it('are read when they are asked for, each with its labels, and left out where there is no figure', async () => {
    const callbacks = new Map<string, (result: any) => Promise<void>>();
    const gauge = (name: string, reading: GaugeReading): Gauge => ({
      ...{ name, description: name, unit: 's' },
      read: () => reading,
    });
    publishGauges(
      {
        createObservableGauge: name =>
          ({
            addCallback: (callback: (result: any) => Promise<void>) =>
              callbacks.set(name, callback),
          } as never),
      },
      [
        gauge('one', 3),
        gauge('none', undefined),
        gauge('many', [{ value: 1, labels: { source: 'api' } }]),
      ],
      { area: 'notes' },
    );
    const observe = jest.fn();
    for (const callback of callbacks.values()) await callback({ observe });
    expect(observe.mock.calls).toEqual([
      [3, { area: 'notes' }],
      [1, { area: 'notes', source: 'api' }],
    ]);
  });
});

describe('the gauges of an outbox', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('say what waits, what is set aside, and since when the next is due', async () => {
    const knex = await databases.init('POSTGRES_18');
    await migrateShared(knex);
    const store = new OutboxStore();
    const gauges = outboxGauges(knex, store);
    expect(await readAll(gauges)).toEqual({
      'countersign.outbox.waiting': 0,
      'countersign.outbox.parked': 0,
      'countersign.outbox.lag': 0,
    });
    await store.add(
      knex,
      ['late', 'later', 'parked'].map(channel => ({
        kind: 'signal',
        channel,
      })),
    );
    const at = (channel: string, fields: object) =>
      knex('outbox')
        .whereRaw(`payload->>'channel' = ?`, channel)
        .update(fields);
    const ago = (seconds: number) =>
      knex.raw(`now() - ? * interval '1 second'`, [seconds]);
    await at('late', { next_attempt_at: ago(90) });
    await at('later', { next_attempt_at: ago(-3600) });
    await at('parked', { next_attempt_at: ago(900), parked_at: ago(0) });
    const read = await readAll(gauges);
    expect(read).toMatchObject({
      'countersign.outbox.waiting': 2,
      'countersign.outbox.parked': 1,
    });
    expect(read['countersign.outbox.lag']).toBeGreaterThanOrEqual(90);
    expect(read['countersign.outbox.lag']).toBeLessThan(600);
  });
});

describe('the watch of a ledger', () => {
  const calm = new AbortController().signal;
  const status = async () => ({ pending: 4 } as never);
  const watchOf = (audit: () => Promise<any>) => {
    const logger = mockServices.logger.mock();
    const watch = new LedgerWatch({
      ledger: { origin: 'countersign/notes', audit, status },
      logger,
      now: () => 1_700_000_000_500,
    });
    return { watch, logger };
  };

  it('keeps when the ledger was verified, and says what does not hold', async () => {
    const { watch, logger } = watchOf(async () => ({
      ok: false,
      problems: ['Leaf 3 is filed as another'],
    }));
    expect(await readAll(watch.gauges())).toEqual({
      'countersign.ledger.pending': 4,
      'countersign.ledger.verified': undefined,
      'countersign.ledger.problems': undefined,
    });
    await watch.verify(calm);
    expect(await readAll(watch.gauges())).toEqual({
      'countersign.ledger.pending': 4,
      'countersign.ledger.verified': 1_700_000_000.5,
      'countersign.ledger.problems': 1,
    });
    expect(logger.error).toHaveBeenCalledWith(
      'The ledger countersign/notes does not verify: Leaf 3 is filed as another',
    );
  });

  it('does not take a ledger that could not be read for one that was verified', async () => {
    const { watch, logger } = watchOf(() => Promise.reject(new Error('gone')));
    await watch.verify(calm);
    expect(await readAll(watch.gauges())).toMatchObject({
      'countersign.ledger.verified': undefined,
    });
    expect(logger.warn).toHaveBeenCalledWith(
      'The ledger countersign/notes could not be verified: Error: gone',
    );
  });

  it('verifies one ledger of a portal at a time', async () => {
    const begun: string[] = [];
    let end = () => {};
    const first = watchOf(() => {
      begun.push('first');
      return new Promise(resolve => {
        end = () => resolve({ ok: true, problems: [] });
      });
    });
    const second = watchOf(async () => {
      begun.push('second');
      return { ok: true, problems: [] };
    });
    const verified = [first.watch.verify(calm), second.watch.verify(calm)];
    await new Promise(resolve => setImmediate(resolve));
    expect(begun).toEqual(['first']);
    end();
    await Promise.all(verified);
    expect(begun).toEqual(['first', 'second']);
  });
});

import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { reportNamed, StagedReport } from './__testUtils__/StagedReport';
import { uncheckedHour } from './systems/operations';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

describe('the daily report of operations', () => {
  let knex: Knex;
  const stage = (day: string) =>
    StagedReport.stage(knex, {
      report: reportNamed('operations-daily'),
      parameters: { day },
      size: { rows: 1, seed: 'larkspur' },
      now: () => Date.parse('2026-11-27T00:00:00Z'),
    });

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
  });

  it('has the figures of each service, in the formats that were agreed', async () => {
    const staged = await stage('2026-11-25');
    await staged.change(
      "UPDATE bookings SET payments = 0, failed = 0, amount = 0 WHERE service = 'wallet'",
    );
    await staged.change(
      "UPDATE bookings SET payments = 3, failed = 1, amount = 19.99 WHERE service = 'wallet' AND hour = '2026-11-25T10:00:00Z'",
    );
    await staged.change("DELETE FROM log_errors WHERE service = 'wallet'");
    await staged.change(
      "UPDATE checks SET passed = checked_at >= '2026-11-25T11:00:00Z' OR checked_at < '2026-11-25T10:00:00Z' WHERE service = 'wallet'",
    );
    const rows = await staged.ask('operations');
    expect(rows.map(({ service }) => service)).toEqual([
      'wallet',
      'checkout-api',
      'invoicing-batch',
      'payments-gateway',
      'payouts',
      'refunds',
    ]);
    expect(rows[0]).toMatchObject({
      report_date: '2026-11-25',
      licence: 'EM-0092',
      payments: '3',
      failed_payments: '1',
      amount_eur: '19.99',
      log_errors: '0',
      available_minutes: '1380',
      availability_percent: '95.833',
    });
  });

  it('tells of the hour in which a service was not checked, and of no other', async () => {
    const staged = await stage('2026-11-25');
    expect(await staged.ask('hours-without-checks')).toEqual([
      expect.objectContaining({
        service: uncheckedHour.service,
        // The day began at 23:00 of the day before, UTC.
        hour: '2026-11-25T13:00:00+00:00',
        checks: '37',
      }),
    ]);
  });

  it('counts the 25 hours of the day on which the clocks go back', async () => {
    const staged = await stage('2026-10-25');
    const [{ available_minutes, availability_percent }] = await staged.ask(
      'operations',
    );
    expect(Number(available_minutes)).toBeGreaterThan(24 * 60);
    expect(Number(availability_percent)).toBeLessThanOrEqual(100);
    expect(await staged.ask('hours-without-checks')).toHaveLength(1);
  });
});

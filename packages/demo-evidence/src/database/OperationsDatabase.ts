import { DatabaseService } from '@backstage/backend-plugin-api';
import { DateTime } from 'luxon';
import { Quarter } from '../Quarter';
import { bookings, services } from '../systems/operations';
import { DemoSize } from '../DemoSource';

type Knex = Awaited<ReturnType<DatabaseService['getClient']>>;

/** Of days, as the regulator counts them. */
const ZONE = 'Europe/Berlin';
/** PostgreSQL: there is one of that name already. */
const DUPLICATE = '42710';
/** PostgreSQL: we may not. */
const FORBIDDEN = '42501';
const LOCK = 'demo-evidence/operations';

/** Who reads it, as the source of evidence is configured: an account that may do nothing else. */
export interface Reader {
  user: string;
  password?: string;
}

/** The database of payment operations: tables of its own in a schema, with the bookings of the last days. */
export class OperationsDatabase {
  constructor(
    private readonly knex: Knex,
    private readonly options: DemoSize & { reader: Reader; now: () => number },
  ) {}

  /** Makes the tables, where they are not there, and the account that reads them. */
  async prepare(): Promise<void> {
    const { user, password } = this.options.reader;
    await this.knex.transaction(async trx => {
      await trx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [
        LOCK,
      ]);
      await trx.raw('CREATE SCHEMA IF NOT EXISTS larkspur_operations');
      await trx.raw(`
        CREATE TABLE IF NOT EXISTS larkspur_operations.services (
          service text PRIMARY KEY, licence text NOT NULL, since timestamptz NOT NULL
        )`);
      await trx.raw(`
        CREATE TABLE IF NOT EXISTS larkspur_operations.bookings (
          service text NOT NULL, hour timestamptz NOT NULL, payments integer NOT NULL, failed integer NOT NULL,
          amount numeric(14, 2) NOT NULL, PRIMARY KEY (service, hour)
        )`);
      await trx('larkspur_operations.services')
        .insert(
          services.map(each => ({ ...each, since: '2020-01-01T00:00:00Z' })),
        )
        .onConflict('service')
        .ignore();
    });
    // Accounts are of the whole server, and another database may be making the same one.
    const { rows } = await this.knex.raw(
      'SELECT 1 FROM pg_roles WHERE rolname = ?',
      [user],
    );
    if (rows.length === 0) {
      await this.knex
        .raw('CREATE ROLE ?? LOGIN NOSUPERUSER', [user])
        .catch(error => {
          if (error.code !== DUPLICATE) throw error;
        });
    }
    if (password !== undefined) {
      const { rows: quoted } = await this.knex.raw(
        'SELECT quote_literal(?) AS password',
        [password],
      );
      await this.knex
        .raw(`ALTER ROLE ?? PASSWORD ${quoted[0].password}`, [user])
        .catch(error => {
          // Whoever made the account for us has given it its password.
          if (rows.length === 0 || error.code !== FORBIDDEN) throw error;
        });
    }
    await this.knex.raw('GRANT USAGE ON SCHEMA larkspur_operations TO ??', [
      user,
    ]);
    await this.knex.raw(
      'GRANT SELECT ON ALL TABLES IN SCHEMA larkspur_operations TO ??',
      [user],
    );
  }

  /** Books what was paid in so many days, up to now. What is booked stays. */
  async book(days: number): Promise<void> {
    const { rows, seed, now } = this.options;
    const today = DateTime.fromMillis(now(), { zone: ZONE }).startOf('day');
    for (let back = days; back >= 0; back--) {
      const day = today.minus({ days: back });
      const period = new Quarter(
        day.toMillis(),
        day.plus({ days: 1 }).toMillis(),
        { rows, seed },
      );
      const booked = [...bookings(period, now())];
      if (booked.length === 0) continue;
      await this.knex('larkspur_operations.bookings')
        .insert(
          booked.map(([service, hour, payments, failed, amount]) => ({
            service,
            hour,
            payments,
            failed,
            amount,
          })),
        )
        .onConflict(['service', 'hour'])
        .ignore();
    }
  }
}

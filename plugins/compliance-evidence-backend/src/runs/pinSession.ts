import { ClientBase } from 'pg';

/** What the text of a value depends on, and what a hash of it must not. */
const pins: Readonly<Record<string, string>> = {
  TimeZone: 'UTC',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  extra_float_digits: '1',
  bytea_output: 'hex',
  client_encoding: 'UTF8',
  standard_conforming_strings: 'on',
  lc_numeric: 'C',
  lc_monetary: 'C',
  lc_time: 'C',
};

/** Has a session write values the same way on every server, and take no longer than this for a statement. */
export async function pinSession(
  client: Pick<ClientBase, 'query'>,
  timeoutMs: number,
): Promise<void> {
  const settings = { ...pins, statement_timeout: String(timeoutMs) };
  for (const [name, value] of Object.entries(settings)) {
    await client.query(`SELECT set_config($1, $2, false)`, [name, value]);
  }
}

/**
 * PostgreSQL for `npm start` and for tests: embedded, persistent, as root too.
 *
 * @packageDocumentation
 */
export { startLocalPostgres } from './startLocalPostgres';
export type { LocalPostgres, LocalPostgresOptions } from './startLocalPostgres';
export { LocalPostgresError } from './errors';
export type { LocalPostgresErrorCode } from './errors';

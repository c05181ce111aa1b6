/**
 * PostgreSQL for `npm start` and for tests: embedded, persistent, as root too.
 *
 * @packageDocumentation
 */

export {};

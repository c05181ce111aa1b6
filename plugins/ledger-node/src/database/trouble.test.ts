import { ServiceUnavailableError } from '@backstage/errors';
import { LedgerAppendError } from '../errors';
import { DatabaseTroubleError, databaseTroubleOf } from './trouble';

const withCode = (code: string, message = 'connect 10.1.2.3:5432') =>
  Object.assign(new Error(message), { code });

describe('trouble with the database', () => {
  it.each([
    ['away', withCode('ECONNREFUSED')],
    // What Node says when a name has two addresses and neither answers.
    [
      'away',
      Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' }),
    ],
    ['away', withCode('ENOTFOUND')],
    ['away', withCode('57P01')],
    ['away', withCode('57P03')],
    ['away', withCode('08006')],
    ['away', withCode('53300')],
    ['away', withCode('25006')],
    ['away', new Error('Connection terminated unexpectedly')],
    ['away', new Error('Knex: Timeout acquiring a connection. The pool …')],
    ['away', new LedgerAppendError('could not be appended')],
    ['full', new LedgerAppendError('could not be appended', '53100')],
    ['full', withCode('53100')],
    ['full', withCode('53200')],
    ['full', withCode('58030')],
    ['full', withCode('58P01')],
    ['busy', withCode('57014')],
    ['busy', withCode('55P03')],
    [
      'away',
      new Error('no', {
        cause: new Error('why', { cause: withCode('57P02') }),
      }),
    ],
  ])('is told by its code or its words: %s', (trouble, error) => {
    expect(databaseTroubleOf(error)).toBe(trouble);
  });

  it.each([
    withCode('23505'),
    withCode('42P01'),
    withCode('40001'),
    new Error('something else'),
    new ServiceUnavailableError('another part of the portal'),
    'no error',
    undefined,
  ])('is not seen where there is none: %s', error => {
    expect(databaseTroubleOf(error)).toBeUndefined();
  });

  it('ends with a circle of causes', () => {
    const error = new Error('round');
    error.cause = error;
    expect(databaseTroubleOf(error)).toBeUndefined();
  });

  it('is answered with 503 and a time, and nothing of where the database is', () => {
    const error = new DatabaseTroubleError('full');
    expect(error.name).toBe('ServiceUnavailableError');
    expect(error.retryAfterSeconds).toBe(60);
    expect(error.message).toMatch(/same Idempotency-Key/);
  });
});

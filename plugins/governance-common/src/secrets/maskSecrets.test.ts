import fc from 'fast-check';
import { maskSecrets, maskSecretsIn } from './maskSecrets';
import { looksSecret, REDACTED } from './secretNames';

describe('a text that is shown', () => {
  it.each([
    ['GET /users 200 in 12 ms', 'GET /users 200 in 12 ms'],
    ['password=hunter2 user=ada', `password=${REDACTED} user=ada`],
    ['user=ada token=abc123def456', `user=ada token=${REDACTED}`],
    ['{"password":"pa55 word","n":1}', `{"password":"${REDACTED}","n":1}`],
    [
      'connect postgres://app:pa55word@10.0.0.2/app failed',
      `connect postgres://${REDACTED}@10.0.0.2/app failed`,
    ],
    [`sent ghp_${'a1'.repeat(18)} along`, `sent ${REDACTED} along`],
    ['Cookie: a=b; session=x1', `Cookie: ${REDACTED}`],
    ['Authorization: Basic short', `Authorization: ${REDACTED}`],
    ['password: correct horse battery', `password: ${REDACTED}`],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE', REDACTED],
  ])('%j reads %j', (text, shown) => expect(maskSecrets(text)).toBe(shown));

  it('never shows the value that is named as a secret, and is the same shown again', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{8,30}$/).map(s => `Zq${s}9`);
    const wrap = fc.constantFrom<(s: string) => string>(
      s => `password=${s}`,
      s => `"apiKey": "${s}"`,
      s => `DB_PASSWORD='${s}'`,
      s => `--token ${s}`,
      s => `authorization: Bearer ${s}`,
      s => `amqp://app:${s}@broker/`,
      s => `client_secret: ${s}`,
    );
    const around = fc.stringMatching(/^[a-z ]{0,20}$/);
    fc.assert(
      fc.property(around, wrap, secret, around, (head, shape, value, tail) => {
        const shown = maskSecrets(`${head} ${shape(value)} ${tail}`);
        expect(shown).not.toContain(value);
        expect(maskSecrets(shown)).toBe(shown);
      }),
      { numRuns: 1000 },
    );
  });

  it('shows any text that looks like no secret as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(looksSecret(text) || maskSecrets(text) === text).toBe(true);
      }),
    );
  });

  it('takes time in proportion to its length', () => {
    for (const piece of [
      'password=',
      'a:',
      '://',
      'Cookie: ',
      '"key": "',
      '\\"',
    ]) {
      const started = performance.now();
      maskSecrets(piece.repeat(Math.ceil(200_000 / piece.length)));
      expect(performance.now() - started).toBeLessThan(5_000);
    }
  });
});

it('takes out what stands under the name of a secret, whatever it is', () => {
  expect(
    maskSecretsIn({
      user: 'ada',
      apiKey: { nested: [1, 2] },
      n: 5,
      none: null,
      request: { headers: [{ authorization: 'x' }], url: 'https://a:b1@c/' },
    }),
  ).toEqual({
    user: 'ada',
    apiKey: REDACTED,
    n: 5,
    none: null,
    request: {
      headers: [{ authorization: REDACTED }],
      url: `https://${REDACTED}@c/`,
    },
  });
});

import { REDACTED } from '@countersign/plugin-governance-common';
import { createHash } from 'crypto';
import { SecretHider } from './hideSecrets';
import { readTerraformPlan } from './readPlan';

const secret = 'Gr4nite-and-"moss"\n7xK';

/** What may be shown of a resource that gets these attributes. */
function shown(after: object, sensitive: object = {}) {
  const plan = readTerraformPlan({
    format_version: '1.2',
    resource_changes: [
      {
        address: 'x_y.z',
        type: 'x_y',
        name: 'z',
        change: {
          actions: ['create'],
          before: null,
          after,
          after_sensitive: sensitive,
        },
      },
    ],
  });
  const hider = SecretHider.of(plan);
  const [{ change }] = plan.resource_changes!;
  return JSON.parse(JSON.stringify(hider.hide(change).after));
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a marked value that comes again', () => {
  it.each([
    ['as it is', secret],
    ['trimmed and in other lines', 'Gr4nite-and-"moss"\r\n     7xK  '],
    ['inside text', `a ${secret} b`],
    ['in capitals', secret.toUpperCase()],
    ['as JSON', JSON.stringify({ x: secret })],
    ['as JSON in JSON', JSON.stringify({ x: JSON.stringify({ y: secret }) })],
    ['within a text that quotes JSON', `cat <<X\n${JSON.stringify(secret)}\nX`],
    ['for HTML', secret.replaceAll('"', '&quot;')],
    ['in an address', `https://x.example.com/?q=${encodeURIComponent(secret)}`],
    ['in a form', new URLSearchParams({ q: secret }).toString()],
    ['in base64', base64(secret)],
    ['in base64, within more', base64(`user:${secret}`)],
    ['in base64, within more still', base64(`a:${secret}:b`)],
    ['in base64, in lines', base64(secret).replace(/.{10}/g, '$&\n')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
    ['in hexadecimal', `0x${Buffer.from(secret).toString('hex')}`],
    ['as a key', { [`user-${secret}`]: 1 }],
    ['as a hash', createHash('sha256').update(secret).digest('hex')],
  ])('is hidden %s', (_, again) => {
    const marked = { marked: true };
    expect(shown({ marked: secret, again, other: 'visible' }, marked)).toEqual({
      marked: REDACTED,
      again: REDACTED,
      other: 'visible',
    });
  });

  it.each([
    ['a short one', 'h7Kq9', 'pin=h7Kq9;'],
    ['a number', 48291573, 'call 48291573 now'],
    ['a number as a number', 48291573, 48291573],
    ['a key of a marked map', { 'user-QQ77ABCD': 1 }, 'user-QQ77ABCD'],
    ['a line of several', 'first\nKEYLINE1ABCDEFGH\n', '  KEYLINE1ABCDEFGH'],
  ])('is hidden: %s', (_, marked, again) => {
    expect(shown({ marked, again }, { marked: true })).toEqual({
      marked: REDACTED,
      again: REDACTED,
    });
  });

  it('does not hide what only resembles it', () => {
    const marked = ['prod', '8080', 'on', { name: 1 }];
    const others = { a: 'production', b: 'x:8080', c: 'name', d: 'x on y' };
    expect(shown({ marked, ...others }, { marked: true })).toEqual({
      marked: REDACTED,
      ...others,
    });
  });
});

describe('a secret that nobody marked', () => {
  const value = 'gr4nite-and-moss';

  it.each([
    ['an environment of Cloud Run', { env: [{ name: 'DB_PASSWORD', value }] }],
    ['one of Kubernetes', { env: [{ Name: 'API_TOKEN', Value: value }] }],
    ['one of Lambda', { variables: { DB_PASS: value, PGPASSWORD: value } }],
    [
      'a parameter',
      { parameter: [{ parameter_name: 'jwtSecret', parameter_value: value }] },
    ],
    [
      'one of ECS, in JSON',
      {
        container_definitions: JSON.stringify([
          { environment: [{ name: 'APP_KEY', value }] },
        ]),
      },
    ],
    [
      'a manifest',
      { yaml: `env:\n  - name: API_TOKEN\n    value: ${value}\n` },
    ],
    ['a header', { headers: { Authorization: `Bearer ${value}` } }],
    ['an option and its value', { command: ['mysql', '--password', value] }],
    ['a command', { script: `mysql --password ${value}` }],
    ['an address', { url: `amqp://app:${value}@mq/` }],
    ['an address without a scheme', { url: `app:${value}@tcp(db:3306)/d` }],
    [
      'a file in base64',
      { user_data: base64(`#!/bin/sh\nexport TOKEN=${value}\n`) },
    ],
    ['a name of a file of credentials', { '.dockerconfigjson': value }],
  ])('is hidden: %s', (_, after) => {
    const text = JSON.stringify(shown(after));
    expect(text).toContain(REDACTED);
    expect(text).not.toContain('gr4nite');
    expect(text).not.toContain(base64('gr4nite').slice(0, 8));
  });

  it.each([
    { environment: [{ name: 'LOG_LEVEL', value: 'debug' }] },
    { authorization: 'NONE', auth_mode: 'iam', http_tokens: 'required' },
    { auth: { username: 'ada' }, key: 'value', partition_key: 'id' },
    {
      image: 'nginx:1.27@sha256:0123456789abcdef',
      member: 'user:ada@example.com',
    },
    { policy: JSON.stringify({ Action: ['s3:GetObject'], Resource: '*' }) },
  ])('and what is none is shown: %j', after => {
    expect(shown(after)).toEqual(after);
  });
});

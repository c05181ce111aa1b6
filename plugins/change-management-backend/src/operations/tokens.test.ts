import { generateKeyPairSync, sign } from 'crypto';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import Router from 'express-promise-router';
import { databaseOfEach } from '@countersign/plugin-governance-test-utils';
import { people } from '../__testUtils__/estate';
import { Portal, startPortal } from '../__testUtils__/portal';

jest.setTimeout(240_000);

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const strangersKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** Publishes the key that people's tokens are signed with, as the auth backend does. */
const authPlugin = createBackendPlugin({
  pluginId: 'auth',
  register(env) {
    env.registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        const jwk = keys.publicKey.export({ format: 'jwk' });
        const router = Router();
        router.get('/.well-known/jwks.json', (_, res) => {
          res.json({ keys: [{ ...jwk, kid: 'portal', alg: 'ES256' }] });
        });
        httpRouter.use(router);
        httpRouter.addAuthPolicy({
          path: '/.well-known',
          allow: 'unauthenticated',
        });
      },
    });
  },
});

/** A token of the portal's sign-in (RFC 7519), as a browser holds it. */
function userToken({ expiresInSeconds = 3600, key = keys.privateKey } = {}) {
  const now = Math.floor(Date.now() / 1000);
  const encode = (part: object) =>
    Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = [
    encode({ typ: 'vnd.backstage.user', alg: 'ES256', kid: 'portal' }),
    encode({
      iss: 'http://localhost/api/auth',
      sub: people.dana,
      ent: [people.dana],
      aud: 'backstage',
      iat: now - 7200,
      exp: now + expiresInSeconds,
    }),
  ].join('.');
  const signature = sign('sha256', Buffer.from(signed), {
    key,
    dsaEncoding: 'ieee-p1363',
  });
  return `${signed}.${signature.toString('base64url')}`;
}

const pipelineToken = 'a-pipeline-that-may-use-change-management';
const otherToken = 'a-pipeline-that-may-only-use-the-catalog';

describe('tokens', () => {
  let portal: Portal;
  afterAll(() => portal?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    const changes = await databases.init('POSTGRES_18');
    const auth = await databases.init('POSTGRES_18');
    portal = await startPortal(databases, {
      knex: changes,
      config: {
        backend: {
          auth: {
            externalAccess: [
              {
                type: 'static',
                options: { token: pipelineToken, subject: 'ci' },
                accessRestrictions: [{ plugin: 'change-management' }],
              },
              {
                type: 'static',
                options: { token: otherToken, subject: 'catalog-reader' },
                accessRestrictions: [{ plugin: 'catalog' }],
              },
            ],
          },
        },
      },
      services: [
        authServiceFactory,
        httpAuthServiceFactory,
        databaseOfEach({ 'change-management': changes, auth }),
      ],
      features: [authPlugin],
    });
  });

  const routes: [string, string, object?][] = [
    ['GET', '/changes'],
    ['POST', '/changes', { title: 'Never made' }],
    ['POST', '/changes/CHG0000001/approve', {}],
    ['POST', '/gate', { change: 'CHG0000001' }],
    ['POST', '/deployments', {}],
    ['GET', '/calendar'],
    ['GET', '/metrics'],
    ['GET', '/ledger'],
  ];

  /** What each route answers to a token; no answer may tell about the inside of the portal. */
  async function answersTo(authorization: string | undefined) {
    const answers = [];
    for (const [method, path, body] of routes) {
      const response = await fetch(`${portal.baseUrl}${path}`, {
        method,
        headers: {
          'Content-Type': 'application/json',
          ...(authorization && { Authorization: authorization }),
        },
        body: body && JSON.stringify(body),
      });
      const text = await response.text();
      expect(text).not.toMatch(/\bat \S+ \(|node_modules|"stack"/);
      const { name, message } = JSON.parse(text).error ?? {};
      answers.push({ status: response.status, name, message });
    }
    return answers;
  }

  const everywhere = (status: number, name: string, message: RegExp) =>
    routes.map(() => ({
      status,
      name,
      message: expect.stringMatching(message),
    }));

  it('lets a signed-in person and a pipeline of its own in', async () => {
    for (const token of [userToken(), pipelineToken]) {
      const [list] = await answersTo(`Bearer ${token}`);
      expect(list.status).toBe(200);
    }
  });

  it.each([
    ['has expired', () => userToken({ expiresInSeconds: -60 })],
    [
      'somebody else signed',
      () => userToken({ key: strangersKeys.privateKey }),
    ],
  ])('answers 401 to a token that %s', async (_, token) => {
    expect(await answersTo(`Bearer ${token()}`)).toEqual(
      everywhere(401, 'AuthenticationError', /Failed user token verification/),
    );
  });

  it('answers 401 to what is no token at all', async () => {
    for (const token of ['garbage', `${pipelineToken}x`, 'a.b.c']) {
      expect(await answersTo(`Bearer ${token}`)).toEqual(
        everywhere(401, 'AuthenticationError', /Illegal token/),
      );
    }
    expect(await answersTo(undefined)).toEqual(
      everywhere(401, 'AuthenticationError', /Missing credentials/),
    );
    expect(await answersTo('Basic ZGFuYTpzZWNyZXQ=')).toEqual(
      everywhere(401, 'AuthenticationError', /Missing credentials/),
    );
  });

  it('refuses a pipeline whose token is for another plugin', async () => {
    expect(await answersTo(`Bearer ${otherToken}`)).toEqual(
      everywhere(403, 'NotAllowedError', /access is restricted to plugin/),
    );
  });
});

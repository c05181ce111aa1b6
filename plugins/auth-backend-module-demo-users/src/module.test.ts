import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import authModuleDemoUsers from '.';

jest.setTimeout(240_000);

const dana = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'dana-developer', namespace: 'default' },
  spec: { memberOf: ['checkout'] },
  relations: [{ type: 'memberOf', targetRef: 'group:default/checkout' }],
};

const users = ['dana-developer', 'gone'].map(name => ({
  entityRef: `user:default/${name}`,
  name,
  role: 'Developer',
}));

function start(auth: object): Promise<TestBackend> {
  return startTestBackend({
    features: [
      authPlugin,
      authModuleDemoUsers,
      catalogServiceMock.factory({ entities: [dana] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://portal.example.com' },
          backend: { baseUrl: 'https://api.example.com:8443/base' },
          auth: auth as {},
        },
      }),
    ],
  });
}

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());

describe('auth-backend-module-demo-users', () => {
  const nodeEnv = process.env.NODE_ENV;
  let backend: TestBackend | undefined;

  afterEach(async () => {
    Object.assign(process.env, { NODE_ENV: nodeEnv });
    await backend?.stop();
    backend = undefined;
  });

  describe('in development', () => {
    const signIn = (user?: string) => {
      const refresh = request(backend!.server).get(
        '/api/auth/demo-users/refresh',
      );
      return user === undefined ? refresh : refresh.set('x-demo-user', user);
    };

    beforeEach(async () => {
      backend = await start({
        environment: 'development',
        providers: { 'demo-users': { users } },
      });
    });

    it('signs in as a listed user, with the groups of the catalog', async () => {
      const { status, body } = await signIn('user:default/dana-developer');
      expect(status).toBe(200);
      expect(claimsOf(body.backstageIdentity.token)).toMatchObject({
        sub: 'user:default/dana-developer',
      });
      expect(body.backstageIdentity.identity.ownershipEntityRefs).toEqual([
        'user:default/dana-developer',
        'group:default/checkout',
      ]);
    });

    it.each([
      ['nobody', undefined, 400, 'x-demo-user header'],
      ['an unlisted user', 'user:default/mallory', 404, 'no such demo user'],
      ['markup', '<script>', 404, 'no such demo user'],
      ['a listed user without an entity', 'user:default/gone', 404, 'catalog'],
    ])('refuses %s with a clear answer', async (_, user, status, message) => {
      const response = await signIn(user);
      expect(response.status).toBe(status);
      expect(response.body.error.message).toContain(message);
    });
  });

  describe('against DNS rebinding', () => {
    const signInAt = (host: string) =>
      request(backend!.server)
        .get('/api/auth/demo-users/refresh')
        .set('x-demo-user', 'user:default/dana-developer')
        .set('host', host);

    beforeAll(async () => {
      backend = await start({
        environment: 'development',
        providers: { 'demo-users': { users } },
      });
    });

    it('answers only under the names the portal is known by', async () => {
      const statuses: Record<string, number> = {};
      for (const host of [
        'portal.example.com',
        'API.example.com:8443',
        'api.example.com:80',
        'localhost:7007',
        '127.0.0.1',
        '[::1]:7007',
        'rebound.attacker.example:7007',
        'portal.example.com.attacker.example',
        'localhost.attacker.example',
        'attacker.example#@localhost',
        '0.0.0.0:7007',
        'not a host',
      ]) {
        statuses[host] = (await signInAt(host)).status;
      }
      expect(statuses).toEqual({
        'portal.example.com': 200,
        'API.example.com:8443': 200,
        'api.example.com:80': 200,
        'localhost:7007': 200,
        '127.0.0.1': 200,
        '[::1]:7007': 200,
        'rebound.attacker.example:7007': 403,
        'portal.example.com.attacker.example': 403,
        'localhost.attacker.example': 403,
        'attacker.example#@localhost': 403,
        '0.0.0.0:7007': 403,
        'not a host': 403,
      });
      const { body } = await signInAt('rebound.attacker.example');
      expect(body.error.message).toContain('app.baseUrl or backend.baseUrl');
      expect(JSON.stringify(body)).not.toContain('portal.example.com');
    });
  });

  it('refuses to load in production, whatever the configuration says', async () => {
    const providers = { 'demo-users': { users } };
    await expect(
      start({ environment: 'production', providers }),
    ).rejects.toThrow('development only');
    await expect(start({ providers })).rejects.toThrow('development only');

    Object.assign(process.env, { NODE_ENV: 'production' });
    await expect(
      start({ environment: 'development', providers }),
    ).rejects.toThrow('development only');
  });

  it('is not there when it is not configured', async () => {
    backend = await start({ environment: 'production' });
    const response = await request(backend.server)
      .get('/api/auth/demo-users/refresh')
      .set('x-demo-user', 'user:default/dana-developer');
    expect(response.status).toBe(404);
  });

  it('names the setting that is wrong', async () => {
    const providers = {
      'demo-users': {
        users: [{ entityRef: 'group:default/x', name: 'x', role: 'x' }],
      },
    };
    await expect(
      start({ environment: 'development', providers }),
    ).rejects.toThrow(/demo-users\.users\.0\.entityRef: "group:default\/x"/);
  });
});

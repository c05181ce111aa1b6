import { generateKeyPairSync } from 'crypto';
import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { TestDatabases } from '@backstage/backend-test-utils';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { exportJWK, SignJWT } from 'jose';
import { checkout, startAlertPortal } from '../__testUtils__/alertPortal';

jest.setTimeout(240_000);

describe('a push of Pub/Sub', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
  });
  let issuer: Server;
  let address = '';
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  beforeAll(async () => {
    const key = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' };
    issuer = createServer((_req, res) => {
      res.setHeader('Content-Type', 'application/json');
      res.end(JSON.stringify({ keys: [key] }));
    });
    await new Promise<void>(resolve =>
      issuer.listen(0, '127.0.0.1', () => resolve()),
    );
    address = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
  });
  afterAll(() => issuer.close());

  const email = 'push@shop.iam.gserviceaccount.com';
  const audience = 'https://portal.example.com/intake/google';
  const tokenWith = (
    claims: object = {},
    signer = privateKey,
    expires = '5m',
  ) =>
    new SignJWT({ email, email_verified: true, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuer('https://issuer.example.com')
      .setAudience(audience)
      .setExpirationTime(expires)
      .sign(signer);

  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('is let in by the signed token of its service account, and of nobody else', async () => {
    const portal = await startAlertPortal(databases, {
      intake: {
        integrations: [
          {
            name: 'google',
            kind: 'google-cloud-monitoring',
            credentials: [
              {
                pubsub: {
                  audience,
                  email,
                  issuer: 'https://issuer.example.com',
                  keys: `${address}/certs`,
                },
              },
            ],
          },
        ],
      },
    });
    try {
      const push = {
        subscription: 'projects/shop/subscriptions/alerts',
        message: {
          data: Buffer.from(
            JSON.stringify({
              version: '1.2',
              incident: {
                incident_id: '0.x',
                state: 'open',
                started_at: 1795521600,
                condition_name: 'Latency',
                policy_user_labels: { entity: checkout },
              },
            }),
          ).toString('base64'),
        },
      };
      const pushWith = async (token: string) => {
        const response = await fetch(`${portal.baseUrl}/intake/google`, {
          method: 'POST',
          body: JSON.stringify(push),
          headers: {
            'Content-Type': 'application/json',
            Authorization: `Bearer ${token}`,
          },
        });
        return response.status;
      };
      const answers = await Promise.all(
        [
          await tokenWith(),
          await tokenWith({ email: 'someone@else.example' }),
          await tokenWith({ email_verified: false }),
          await tokenWith({}, other.privateKey),
          await tokenWith({}, privateKey, '-5m'),
          'no-token',
        ].map(pushWith),
      );
      expect(answers).toEqual([202, 401, 401, 401, 401, 401]);
      await eventually(async () =>
        expect(await portal.knex('alert_groups').select('*')).toMatchObject([
          { condition: 'Latency', entity_ref: checkout },
        ]),
      );
    } finally {
      await portal.stop();
    }
  });
});

import { createServer } from 'http';
import { AddressInfo } from 'net';
import { entryDigest } from '@countersign/plugin-governance-common';
import { readServiceLevels } from '@countersign/plugin-incident-management-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { deliveryOf } from './sloAlerts';
import { Surroundings } from './Surroundings';

const number = 'ALR0000007';
const firedAt = '2026-11-24T12:00:00.000Z';
const alert = {
  number,
  objective: 'latency',
  title: 'Checkout is fast',
  component: 'component:default/checkout-api',
  kind: 'silence',
  state: 'firing',
  severity: 'page',
  window: 3_600_000,
  pendingSince: firedAt,
  firedAt,
};
/** As it stands in the log of service levels. */
const entry: LedgerEntry = {
  id: '3f0c8f6e-0d5c-4b7e-9a64-0c6c1b0f7a10',
  type: 'alert.fired',
  subject: number,
  actor: 'plugin:service-levels',
  occurredAt: firedAt,
  subjectSequence: 2,
  data: { kind: 'silence', silentFor: 600_000 },
};

describe('the alerts of the demo service levels', () => {
  const { subject: _, subjectSequence: __, ...event } = entry;
  const server = createServer(({ url }, answer) =>
    answer
      .setHeader('content-type', 'application/json')
      .end(
        JSON.stringify(
          /timeline/.test(url!)
            ? { items: [{ ...event, ledgerIndex: 41 }] }
            : { items: [alert], count: { value: 1, exact: true } },
        ),
      ),
  );
  beforeAll(() => new Promise<void>(done => server.listen(0, done)));
  afterAll(() => new Promise(done => server.close(done)));

  it('come with the digest of the entry that incidents rest on', async () => {
    const { port } = server.address() as AddressInfo;
    const surroundings = new Surroundings({
      auth: {
        getOwnServiceCredentials: async () => ({}),
        getPluginRequestToken: async () => ({ token: 'secret' }),
      } as never,
      discovery: {
        getBaseUrl: async () => `http://localhost:${port}`,
      } as never,
      changes: {} as never,
    });
    const [found] = await surroundings.alerts();
    expect(found.entries).toEqual({ fired: entryDigest(entry) });
    const { body } = deliveryOf(found, 'fired');
    expect(readServiceLevels(body).signals).toMatchObject([
      { annotations: { number, entry: entryDigest(entry) } },
    ]);
    expect(deliveryOf(found, 'resolved').body).not.toHaveProperty(
      'entrydigest',
    );
  });
});

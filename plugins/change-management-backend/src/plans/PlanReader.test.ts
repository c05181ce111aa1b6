import { mockServices } from '@backstage/backend-test-utils';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { terraformPlan } from '../__testUtils__/plans';
import { PlanReader, PlanReaderLimits } from './PlanReader';

jest.setTimeout(240_000);

const bytesOf = (body: unknown) => Buffer.from(JSON.stringify(body));
const claimants = [
  {
    entityRef: 'resource:default/receipts',
    terraformAddresses: ['terraform_data.receipts'],
  },
];

describe('PlanReader', () => {
  const readers: PlanReader[] = [];
  const readerWith = (limits: Partial<PlanReaderLimits> = {}) => {
    const logger = mockServices.logger.mock();
    const reader = new PlanReader({ logger, limits });
    readers.push(reader);
    return reader;
  };
  const reader = readerWith();
  afterAll(() => Promise.all(readers.map(each => each.stop())));

  it('reads the plan out of a body, redacted, and leaves the rest of it', async () => {
    const plan = terraformPlan({ secret: 'correct-horse-battery' });
    const opened = await reader.open(
      bytesOf({ title: 'Receipts', plan }),
      claimants,
    );
    expect(opened.body).toEqual({ title: 'Receipts', plan: {} });
    expect(opened.plan.entities).toEqual(['resource:default/receipts']);
    expect(opened.plan.outline).toMatchObject({
      counts: { update: 1 },
      unmapped: [],
      resources: [
        {
          address: 'terraform_data.receipts',
          type: 'terraform_data',
          action: 'update',
          entityRef: 'resource:default/receipts',
        },
      ],
    });
    expect(JSON.parse(opened.plan.text).digest).toBe(
      opened.plan.outline.digest,
    );
    expect(opened.plan.text).not.toContain('correct-horse');
  });

  it.each([
    ['is no JSON', Buffer.from('{"plan": {"secret'), /not valid JSON/],
    ['is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), /not valid JSON/],
    ['holds no plan', bytesOf({ title: 'x' }), /must hold a Terraform plan/],
    ['holds a state', bytesOf({ plan: { values: {} } }), /format_version/],
  ])('refuses a body that %s', async (_, bytes, message) => {
    await expect(reader.open(bytes, [])).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });

  it('refuses an object with a number that may have been rounded before', async () => {
    const rounded = {
      ...terraformPlan(),
      variables: { n: { value: 2 ** 60 } },
    };
    await expect(reader.read(rounded, [])).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('may have been rounded'),
    });
  });

  it('refuses what would take too much memory before it takes it', async () => {
    const values = Buffer.from(`{"plan":{"a":[${'[],'.repeat(2_000_001)}0]}}`);
    await expect(reader.open(values, [])).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('more than 4000000 values'),
    });
  });

  it('gives up on what takes too long', async () => {
    await expect(
      readerWith({ timeoutMs: 1 }).read(terraformPlan(), []),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });

  it.each([
    ['hangs', /within 15 s/],
    ['ends', /its reader ended/],
  ])('survives a thread that %s, and reads on', async (trouble, message) => {
    const troubled = new PlanReader({
      logger: mockServices.logger.mock(),
      limits: { threads: 1, timeoutMs: 15_000 },
      worker: require.resolve('../__testUtils__/troubledPlanWorker'),
    });
    readers.push(troubled);
    const small = async () =>
      expect(await troubled.read(terraformPlan(), [])).toBeDefined();
    await small();
    await expect(
      troubled.open(bytesOf({ trouble, plan: {} }), []),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(message),
    });
    await eventually(small);
  });

  it('refuses more than may wait, at once, and reads those that do', async () => {
    const busy = readerWith({ threads: 1, queue: 1 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 4 }, () => busy.read(terraformPlan(), [])),
    );
    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { status: 'fulfilled' },
      { status: 'rejected', reason: { name: 'ServiceUnavailableError' } },
      { status: 'rejected', reason: { name: 'ServiceUnavailableError' } },
    ]);
    await expect(busy.read(terraformPlan(), [])).resolves.toBeDefined();
  });
});

import fc from 'fast-check';
import { columnsOf, rowsOf } from '../__testUtils__/rows';
import { sumOf, textOfDecimal } from './decimals';

describe('billing', () => {
  const columns = columnsOf(
    'record:integer',
    'day:date',
    'project',
    'service',
    'kind',
    'cost:numeric',
    'credits:numeric',
    'net:numeric',
    'currency',
    'invoice_month',
    'exported_at:timestamp',
    'correction:boolean',
  );
  const google = (...lines: object[]) =>
    rowsOf(lines.map(line => JSON.stringify(line)).join('\n'), {
      format: 'ndjson',
      readAs: 'billing',
      columns,
    });
  const line = {
    service: { description: 'Cloud Run' },
    project: { id: 'larkspur-prod' },
    usage_start_time: '2026-10-01 23:00:00 UTC',
    usage_end_time: '2026-10-02T00:00:00Z',
    export_time: '2026-10-03 04:05:06.789 UTC',
    cost: 10.1,
    cost_type: 'regular',
    currency: 'EUR',
    invoice: { month: '202610' },
    credits: [
      { name: 'Committed use', amount: -0.2 },
      { name: 'Free tier', amount: -1e-7 },
    ],
  };

  it("of Google's export count a line once, with all of its credits", async () => {
    const { rows } = await google(line, {
      ...line,
      cost: '3',
      credits: [],
      cost_type: 'adjustment',
      adjustment_info: { id: 'adj-1' },
    });
    expect(rows).toEqual([
      {
        record: '1',
        day: '2026-10-01',
        project: 'larkspur-prod',
        service: 'Cloud Run',
        kind: 'regular',
        cost: '10.1',
        credits: '-0.2000001',
        net: '9.8999999',
        currency: 'EUR',
        invoice_month: '202610',
        exported_at: '2026-10-03T04:05:06.789Z',
        correction: 'false',
      },
      expect.objectContaining({
        record: '2',
        net: '3',
        kind: 'adjustment',
        correction: 'true',
      }),
    ]);
  });

  it('of FOCUS are the same table, from CSV', async () => {
    const { rows } = await rowsOf(
      [
        'ChargePeriodStart,ChargePeriodEnd,BilledCost,BillingCurrency,ServiceName,SubAccountId,ChargeCategory,ChargeClass,BillingPeriodStart',
        '2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,0.30,EUR,"Compute, big",acc,Usage,,2026-10-01T00:00:00Z',
        '2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,-0.10,EUR,Compute,acc,Credit,Correction,2026-10-01T00:00:00Z',
      ].join('\n'),
      { format: 'csv', readAs: 'billing', columns },
    );
    expect(rows).toMatchObject([
      {
        day: '2026-10-01',
        service: 'Compute, big',
        cost: '0.30',
        credits: '0',
        net: '0.30',
        invoice_month: '202610',
      },
      { cost: '0', credits: '-0.10', net: '-0.10', correction: 'true' },
    ]);
  });

  it.each([
    [{ ...line, cost: 'ten' }, 'has "ten" for cost'],
    [{ ...line, credits: [{}] }, 'has nothing for credits[0].amount'],
    [{ ...line, usage_start_time: '2026-10-01 23:00' }, 'with an offset'],
    [{ day: 1 }, 'no line of Google'],
  ])('say what is wrong with a line: %j', async (wrong, reason) => {
    await expect(google(line, wrong)).rejects.toThrow(`Line 2: `);
    await expect(google(line, wrong)).rejects.toThrow(reason);
  });

  it('sum decimal numbers exactly', () => {
    const cents = fc.bigInt({
      min: -(BigInt(10) ** BigInt(20)),
      max: BigInt(10) ** BigInt(20),
    });
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 6 }), units => {
        const sum = units.reduce((all, each) => all + each, BigInt(0));
        expect(sumOf(units.map(each => textOfDecimal(each, 2)))).toBe(
          units.length > 0 ? textOfDecimal(sum, 2) : '0',
        );
      }),
    );
    expect(sumOf(['1e3', '-2.5E-2'])).toBe('999.975');
    expect(sumOf(['1', 'x'])).toBeUndefined();
  });
});

describe('IAM policies', () => {
  const columns = columnsOf(
    'resource',
    'level',
    'project',
    'role',
    'member',
    'member_kind',
    'member_domain',
    'member_project',
    'deleted:boolean',
    'condition',
    'expires_at:timestamp',
    'policy_version:integer',
  );
  const read = (...results: object[]) =>
    rowsOf(JSON.stringify({ results }), {
      format: 'json-pages',
      recordsAt: 'results',
      readAs: 'iam-policies',
      columns,
    });
  const project = '//cloudresourcemanager.googleapis.com/projects/pay';

  it('are one row a member of a role, with the level that it is inherited from', async () => {
    const { rows } = await read(
      {
        resource: '//cloudresourcemanager.googleapis.com/organizations/1',
        policy: {
          bindings: [
            { role: 'roles/viewer', members: ['domain:Larkspur.example'] },
          ],
        },
      },
      {
        resource: project,
        project: 'projects/77',
        policy: {
          version: 3,
          bindings: [
            {
              role: 'roles/owner',
              members: [
                'serviceAccount:ci@build-7.iam.gserviceaccount.com',
                'deleted:user:ada@larkspur.example?uid=123',
                'allUsers',
              ],
              condition: {
                title: 'Until Friday',
                expression: 'request.time < timestamp("2026-10-09T00:00:00Z")',
              },
            },
          ],
        },
      },
    );
    expect(rows).toMatchObject([
      {
        level: 'organization',
        project: null,
        member_kind: 'domain',
        member_domain: 'larkspur.example',
        condition: '',
        policy_version: null,
      },
      {
        level: 'project',
        project: 'pay',
        member_kind: 'serviceAccount',
        member_project: 'build-7',
        expires_at: '2026-10-09T00:00:00Z',
        policy_version: '3',
      },
      {
        member_kind: 'user',
        member_domain: 'larkspur.example',
        deleted: 'true',
      },
      { member: 'allUsers', member_kind: 'allUsers', deleted: 'false' },
    ]);
  });

  it('that hide conditions are refused, as is what is none', async () => {
    await expect(
      read({
        resource: project,
        policy: {
          bindings: [
            { role: 'roles/owner_withcond_0a1b', members: ['allUsers'] },
          ],
        },
      }),
    ).rejects.toThrow('ask for version 3');
    await expect(read({ name: 'x' })).rejects.toThrow(
      'record 1 of the page is no IAM policy of a resource',
    );
  });
});

describe('assets', () => {
  const columns = columnsOf(
    'name',
    'type',
    'project',
    'location',
    'owner',
    'labels',
    'flaw',
  );

  it('keep what has no name, with the flaw', async () => {
    const { rows } = await rowsOf(
      [
        {
          name: '//run.googleapis.com/projects/pay/locations/eu/services/api',
          assetType: 'run.googleapis.com/Service',
          project: 'projects/77',
          location: 'eu',
          labels: { tier: '1', owner: 'sre' },
        },
        {
          name: '//logging.googleapis.com/projects/pay/sinks/',
          asset_type: 'logging.googleapis.com/LogSink',
          resource: { location: 'global', data: { labels: {} } },
        },
      ]
        .map(each => JSON.stringify(each))
        .join('\n'),
      { format: 'ndjson', readAs: 'assets', columns },
    );
    expect(rows).toEqual([
      {
        name: '//run.googleapis.com/projects/pay/locations/eu/services/api',
        type: 'run.googleapis.com/Service',
        project: 'pay',
        location: 'eu',
        owner: 'sre',
        labels: '{"owner":"sre","tier":"1"}',
        flaw: null,
      },
      expect.objectContaining({
        name: 'unnamed/2',
        location: 'global',
        flaw: 'the inventory gives it no name',
      }),
    ]);
  });
});

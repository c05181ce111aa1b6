import { randomUUID } from 'crypto';
import {
  changeNumber,
  changeStates,
  changeTypes,
  closeCodes,
  listCountCaps,
  ListChangesQuery,
  ListsBehind,
  MetricsReport,
  MetricsSlice,
  riskLevels,
  SliceLists,
} from '@countersign/plugin-change-management-common';
import fc from 'fast-check';
import { groups, items, people } from '../__testUtils__/estate';
import { usePortal } from '../__testUtils__/portal';

jest.setTimeout(180_000);

const HOUR = 3600 * 1000;
const environments = ['production', 'staging'] as const;
const teams = [groups.checkout, groups.data, groups.approvers] as const;
const begin = Date.parse('2026-03-02T00:00:00Z');

/** A change as it may stand in the database, however it came there. */
const changeArbitrary = fc.record({
  type: fc.constantFrom(...changeTypes),
  state: fc.constantFrom(...changeStates, 'closed', 'closed'),
  team: fc.option(fc.constantFrom(...teams)),
  requester: fc.constantFrom(people.dana, people.owen, 'external:ci'),
  environment: fc.constantFrom(...environments),
  risk: fc.option(fc.constantFrom(...riskLevels)),
  closeCode: fc.constantFrom(...closeCodes),
  demo: fc.nat(5).map(n => n === 0),
  // Whole days too, so that some lie exactly on the bounds of a period.
  createdAt: fc
    .nat(60 * 24)
    .map(hour => begin + (hour % 3 ? hour : hour - (hour % 24)) * HOUR),
  steps: fc.array(fc.nat(200), { minLength: 4, maxLength: 4 }),
});

function rowOf(
  fields: ReturnType<typeof changeArbitrary.generate>['value'],
  seq: number,
) {
  const { type, state, createdAt, steps, risk } = fields;
  const after = (n: number) =>
    new Date(
      createdAt + steps.slice(0, n).reduce((sum, h) => sum + h, 0) * HOUR,
    );
  const reached = changeStates.indexOf(state);
  const submitted = reached > 0;
  const approved = reached >= changeStates.indexOf('scheduled');
  const closed = state === 'closed';
  return {
    id: randomUUID(),
    seq,
    number: changeNumber.of(seq),
    title: `Change ${seq}`,
    type,
    state,
    category: 'software',
    environment: fields.environment,
    items: [items.bucket],
    team: fields.team,
    requester: fields.requester,
    source: '{"kind": "api"}',
    risk_score: risk && 10 + riskLevels.indexOf(risk) * 25,
    risk_level: risk,
    close_code: closed ? fields.closeCode : null,
    demo: fields.demo,
    created_at: after(0),
    submitted_at: submitted ? after(1) : null,
    authorize_at: submitted && type !== 'standard' ? after(2) : null,
    approved_at: approved ? after(3) : null,
    closed_at: closed ? after(4) : null,
    updated_at: after(4),
  };
}

type Figure = [label: string, n: number, list: ListChangesQuery];

function sliceFigures(
  of: string,
  slice: MetricsSlice,
  lists: SliceLists,
): Figure[] {
  const { successRate, outcomes, leadTimeToApproval, emergencyShare } = slice;
  expect(Object.values(outcomes).reduce((sum, n) => sum + n, 0)).toBe(
    successRate.n,
  );
  return [
    [`${of}: closed`, successRate.n, lists.successRate.n],
    [`${of}: successful`, successRate.count, lists.successRate.count],
    ...closeCodes.map(
      (code): Figure => [
        `${of}: ${code}`,
        outcomes[code],
        lists.outcomes[code],
      ],
    ),
    [`${of}: approved`, leadTimeToApproval.n, lists.leadTimeToApproval.n],
    [`${of}: submitted`, emergencyShare.n, lists.emergencyShare.n],
    [`${of}: emergencies`, emergencyShare.count, lists.emergencyShare.count],
  ];
}

/** Every number of a report with the list that the page links it to. */
function figuresOf(
  report: MetricsReport,
  filter: { team?: string[]; environment?: string[] },
): Figure[] {
  const lists = new ListsBehind({ ...report, ...filter });
  return [
    ...sliceFigures('all', report.all, lists.all()),
    ...report.byTeam.flatMap(({ team, ...slice }) =>
      sliceFigures(team, slice, lists.ofTeam(team)),
    ),
    ...report.byRisk.flatMap(({ level, ...slice }) =>
      sliceFigures(level, slice, lists.ofRisk(level)),
    ),
    ...report.emergenciesByPerson.flatMap(
      ({ person, emergencyShare }): Figure[] => [
        [`${person}: submitted`, emergencyShare.n, lists.ofPerson(person).n],
        [
          `${person}: emergencies`,
          emergencyShare.count,
          lists.ofPerson(person).count,
        ],
      ],
    ),
    ...report.bands.flatMap(({ level, n, failed }): Figure[] => [
      [`band ${level}`, n, lists.ofBand(level).n],
      [`band ${level}: failed`, failed, lists.ofBand(level).failed],
    ]),
    ...report.byWeek.flatMap(({ week, ...counts }): Figure[] => {
      const of = lists.ofWeek(week)!;
      return (['opened', 'closed', 'failed'] as const).map(what => [
        `${week}: ${what}`,
        counts[what],
        of[what],
      ]);
    }),
  ];
}

describe('the lists behind the metrics', () => {
  const portal = usePortal();

  beforeAll(async () => {
    const made = fc.sample(changeArbitrary, { numRuns: 400, seed: 20261122 });
    await portal().knex.batchInsert(
      'changes',
      made.map((fields, i) => rowOf(fields, i + 1)),
      100,
    );
  });

  it.each([
    ['of everything', {}],
    ['of an environment', { environment: ['production'] }],
    [
      'of two teams in an environment',
      { team: [groups.checkout, groups.data], environment: ['staging'] },
    ],
  ])('count what the report counts, %s', async (_, filter) => {
    const audrey = portal().as(people.audrey);
    // Midweek and with another offset than UTC: the weeks at both ends are cut.
    const report = await audrey.getMetrics({
      ...filter,
      from: '2026-03-11T00:00:00+02:00',
      to: '2026-04-25T12:00:00Z',
    });
    const figures = figuresOf(report, filter);
    const counted = await Promise.all(
      figures.map(async ([label, , list]) => {
        const { count } = await audrey.listChanges({ ...list, limit: 1 });
        return [label, count];
      }),
    );
    expect(counted).toEqual(
      figures.map(([label, n]) => [label, { value: n, capped: false }]),
    );
    // A comparison of nothing with nothing would pass as well.
    const { all } = report;
    expect(all.successRate.count).toBeGreaterThan(0);
    expect(all.leadTimeToApproval.n).toBeGreaterThan(0);
    expect(all.emergencyShare.count).toBeGreaterThan(0);
    expect(report.emergenciesByPerson.length).toBeGreaterThan(1);
  });

  it('go from page to page in the order of what happened', async () => {
    const audrey = portal().as(people.audrey);
    const seen: string[] = [];
    let cursor: string | undefined;
    let total: number;
    do {
      const page = await audrey.listChanges({
        closedFrom: '2026-03-11T00:00:00Z',
        limit: 7,
        cursor,
      });
      seen.push(...page.items.map(c => c.number));
      total = page.count.value;
      cursor = page.nextCursor;
    } while (cursor);
    const rows = await portal()
      .knex('changes')
      .where('closed_at', '>=', '2026-03-11T00:00:00Z')
      .orderBy([
        { column: 'closed_at', order: 'desc' },
        { column: 'seq', order: 'desc' },
      ])
      .pluck('number');
    expect(seen).toEqual(rows);
    expect(total).toBe(rows.length);
  });

  it('list what is in a period in another order as well', async () => {
    const audrey = portal().as(people.audrey);
    const closed = { closedFrom: '2026-03-20T00:00:00Z', limit: 200 };
    const numbers = async (query: ListChangesQuery) =>
      (await audrey.listChanges(query)).items.map(c => c.number).sort();
    expect(await numbers({ ...closed, sort: 'risk' })).toEqual(
      await numbers(closed),
    );
  });

  it.each([
    ['change', 400],
    ['chan CHG', 400],
    ['chan 7', 1],
    ['CHG00003', 100],
    ['chg000037 chan', 10],
    ['changes', 0],
    // Longer than what is indexed of a word.
    ['changeofheart', 0],
    [`' | !chan:* <-> (CHG0000007)`, 1],
    ['--', 0],
  ])('find words by their beginnings: %s', async (q, n) => {
    const audrey = portal().as(people.audrey);
    const cap = listCountCaps.words;
    for (const limit of [1, 200]) {
      const page = await audrey.listChanges({ q, limit });
      expect(page.count).toEqual({ value: Math.min(n, cap), capped: n > cap });
      expect(page.items).toHaveLength(Math.min(n, limit));
    }
  });

  it.each(['open', 'all'])(
    'list every change of an item once, however they are found: %s',
    async which => {
      const audrey = portal().as(people.audrey);
      const rows: { number: string; items: string[] }[] = await portal()
        .knex('changes')
        .modify(query => {
          if (which === 'open') query.whereIn('state', ['new', 'scheduled']);
        })
        .orderBy([
          { column: 'updated_at', order: 'desc' },
          { column: 'seq', order: 'desc' },
        ])
        .select('number', 'items');
      const refs = [...new Set(rows.flatMap(row => row.items))];
      for (const wanted of [...refs.map(ref => [ref]), refs]) {
        const expected = rows.flatMap(row =>
          row.items.some(item => wanted.includes(item)) ? [row.number] : [],
        );
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await audrey.listChanges({
            item: wanted,
            limit: 40,
            cursor,
            ...(which === 'open' && { state: ['new', 'scheduled'] }),
          });
          expect(page.count.value).toBe(expected.length);
          seen.push(...page.items.map(({ number }) => number));
          cursor = page.nextCursor;
        } while (cursor);
        expect(seen).toEqual(expected);
      }
    },
  );
});

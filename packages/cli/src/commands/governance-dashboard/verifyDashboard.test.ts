import {
  DashboardExport,
  exportDashboard,
} from '@countersign/plugin-governance-common';
import {
  StatementData,
  statedFigures,
  STATEMENT_PREFIX,
} from '@countersign/plugin-incident-management-common';
import { honestStory } from '@countersign/plugin-change-management-common/testUtils';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { TestLog } from '../../__testUtils__/log';
import { verifyDashboard } from './verifyDashboard';

const query = {
  previousFrom: '2026-11-01T00:00:00.000Z',
  from: '2026-11-08T00:00:00.000Z',
  to: '2026-11-15T00:00:00.000Z',
};

/** A statement about a period in which two deployments were made, and no incident began. */
function statement(from: string, to: string, n: number): LedgerEntry {
  const of = {
    ...{ from, to },
    drills: false,
    narrowing: {},
    deployments: Array.from({ length: n }, (_, i) => ({
      id: `${from} ${i}`,
      outcome: i === 0 ? ('failed' as const) : ('succeeded' as const),
      startedAt: from,
      finishedAt: from,
      isRework: false,
    })),
  };
  const data: StatementData = {
    rules: 1,
    considered: [],
    ...of,
    ...statedFigures(of, [], to),
  };
  return {
    id: `11111111-0000-4000-8000-00000000000${n}`,
    type: 'figures.stated',
    subject: `${STATEMENT_PREFIX}${n}`,
    actor: 'user:default/ada',
    occurredAt: to,
    data: JSON.parse(JSON.stringify(data)),
  };
}

const entries = [
  statement(query.from, query.to, 4),
  statement(query.previousFrom, query.from, 2),
];
const log = new TestLog(entries, 'example.com/incident-management');
const figure = (id: string, value: number, previous?: number) => ({
  ...{ id, title: id, unit: 'count' as const, value },
  ...(previous !== undefined && { previous }),
  better: 'lower' as const,
  definition: 'A figure.',
});
const answer = (...figures: ReturnType<typeof figure>[]) => ({
  ...{ at: query.to, ...query },
  figures,
});

async function exported(
  change: (tiles: DashboardExport['predicate']['tiles']) => void = () => {},
  withEvidence = entries,
): Promise<DashboardExport> {
  const tiles: DashboardExport['predicate']['tiles'] = [
    {
      id: 'incidents',
      area: 'Incidents',
      answer: answer(figure('started', 0, 0)),
    },
    {
      id: 'delivery',
      area: 'Delivery',
      answer: answer(figure('changeFailRate', 25, 50)),
    },
    { id: 'changes', area: 'Changes', answer: answer(figure('closed', 7)) },
    { id: 'drills', area: 'Drills', problem: 'It is away' },
  ];
  change(tiles);
  const evidence: Record<string, string> = {};
  for (const { subject } of withEvidence) {
    const bytes = await log.bundle(subject);
    evidence[`${subject}.json`] =
      typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes);
  }
  return exportDashboard({ exportedAt: query.to, query, tiles, evidence });
}

const verified = (document: unknown, keys = [log.key]) =>
  verifyDashboard('monday.json', JSON.parse(JSON.stringify(document)), {
    trustedKeys: keys,
    witnessKeys: [],
    authorities: [],
  });

describe('an exported dashboard, verified', () => {
  it('is proven as far as its figures follow from evidence, and says which are only stated', async () => {
    const { proven, lines } = await verified(await exported());
    expect(lines[0]).toBe(
      'monday.json: PROVEN, 2 of 3 figures; 1 are only stated',
    );
    expect(proven).toBe(true);
    const told = lines.join('\n');
    expect(told).toContain(
      '✔ Delivery · changeFailRate: 25 (before: 50), worked out again.',
    );
    expect(told).toContain('– Changes · closed: 7, only stated.');
    expect(told).toContain('– Drills: no figures. It is away');
  });

  it('is not where a figure is another than what follows, however its digests are made anew', async () => {
    const forged = await exported(tiles => {
      tiles[1].answer!.figures[0].value = 0;
    });
    const { proven, lines } = await verified(forged);
    expect(proven).toBe(false);
    expect(lines.join('\n')).toContain(
      '✘ Delivery · changeFailRate: 0 (before: 50). Worked out again, it is 25 (before: 50).',
    );
  });

  it('is not where what was compared with is another', async () => {
    const forged = await exported(tiles => {
      tiles[1].answer!.figures[0].previous = 90;
    });
    expect((await verified(forged)).proven).toBe(false);
  });

  it('is not where anything was changed after it was exported', async () => {
    const changed = await exported();
    changed.predicate.tiles[2].answer!.figures[0].value = 8;
    const { proven, lines } = await verified(changed);
    expect(proven).toBe(false);
    expect(lines.join('\n')).toContain('✘ figures is not what it was');
  });

  it('is not without evidence, with that of one period alone, nor by a key that nobody trusts', async () => {
    expect((await verified(await exported(undefined, []))).proven).toBe(false);
    expect(
      (await verified(await exported(undefined, entries.slice(0, 1)))).proven,
    ).toBe(false);
    const strangers = new TestLog(entries, 'example.com/incident-management');
    expect((await verified(await exported(), [strangers.key])).proven).toBe(
      false,
    );
  });

  it('is not proven by evidence of another scope', async () => {
    const narrowed = await exported();
    narrowed.predicate.query.team = ['group:default/shop'];
    const { proven, lines } = await verified(narrowed);
    expect(proven).toBe(false);
    expect(lines[0]).toContain('0 of 3 figures');
  });

  describe('with the records behind its figures', () => {
    const story = honestStory();
    const changes = new TestLog(story);
    const closing = story.find(({ type }) => type === 'change.closed')!;
    const at = (days: number) =>
      new Date(
        Date.parse(closing.occurredAt) + days * 86_400_000,
      ).toISOString();
    const asked = { previousFrom: at(-8), from: at(-1), to: at(1) };

    /** The tile of changes and the evidence of one change, which was closed in the period. */
    const ofChanges = async (
      closed: number,
      of: DashboardExport['predicate']['query'] = asked,
      own: TestLog = changes,
      covered?: string[],
    ) =>
      exportDashboard({
        ...{ exportedAt: asked.to, query: of },
        ...(covered && { covered: { changes: covered } }),
        tiles: [
          {
            ...{ id: 'changes', area: 'Changes' },
            answer: {
              ...answer(
                figure('closed', closed, 0),
                figure('emergencyShare', 10),
              ),
              at: asked.to,
            },
          },
        ],
        evidence: {
          'change.json': String(await own.bundle(closing.subject)),
        },
      });

    it('is proven as far as those were closed, and says of the records no more than that they hold', async () => {
      const { proven, lines } = await verified(await ofChanges(1), [
        changes.key,
      ]);
      expect([proven, lines[0]]).toEqual([
        true,
        'monday.json: PROVEN, 1 of 2 figures; 1 are only stated',
      ]);
      expect(lines).toContain('monday.json: change.json: PROVEN');
    });

    it('works out again what the file has all records of, and takes the rest for stated', async () => {
      const of = async (...covered: string[]) =>
        (
          await verified(await ofChanges(1, asked, changes, covered), [
            changes.key,
          ])
        ).lines;
      expect((await of('closed'))[0]).toContain('PROVEN, 1 of 2 figures');
      // The change of the story is no emergency: of those that were submitted none is.
      expect((await of('closed', 'emergencyShare')).join('\n')).toContain(
        '✘ Changes · emergencyShare: 10. Worked out again, it is ',
      );
      expect((await of())[0]).toContain('NOT PROVEN, 0 of 2 figures');
    });

    it('counts a record that broke a rule, and says which', async () => {
      const unapproved = new TestLog(
        story.filter(({ type }) => type !== 'change.approved'),
      );
      const { proven, lines } = await verified(
        await ofChanges(1, asked, unapproved),
        [unapproved.key],
      );
      expect(proven).toBe(true);
      expect(lines.join('\n')).toMatch(
        /change\.json: its entries are in the log, and say that a rule was broken: \w/,
      );
    });

    it('is not where more were closed than there are records of', async () => {
      const { proven, lines } = await verified(await ofChanges(2), [
        changes.key,
      ]);
      expect(proven).toBe(false);
      expect(lines.join('\n')).toContain(
        '✘ Changes · closed: 2 (before: 0). Worked out again, it is 1 (before: 0).',
      );
    });

    it('is not proven of a team, which records do not name as the dashboard does', async () => {
      const { proven, lines } = await verified(
        await ofChanges(1, { ...asked, team: ['group:default/shop'] }),
        [changes.key],
      );
      expect(proven).toBe(false);
      expect(lines[0]).toContain('0 of 2 figures');
    });
  });

  it('says why a figure can only be stated', async () => {
    const { lines } = await verified(
      await exported(tiles => {
        tiles[2] = {
          ...{ id: 'slos', area: 'SLOs' },
          answer: answer(figure('healthy', 90)),
        };
      }),
    );
    expect(lines.join('\n')).toContain(
      '– SLOs · healthy: 90, only stated. It follows from what sources measured',
    );
  });

  it('says what is wrong with a document that is none', async () => {
    const broken = { ...(await exported()), subject: 'none' };
    const { proven, lines } = await verified(broken);
    expect([proven, lines[1]]).toEqual([
      false,
      expect.stringContaining('subject: '),
    ]);
  });
});

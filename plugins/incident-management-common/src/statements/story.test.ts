import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { minute, people, Tale } from '../__testUtils__/tale';
import { StatementData } from './entries';
import { statedFigures } from './figures';
import { STATEMENT_PREFIX, statementStory } from './story';

const origin = 'test/incident-management';
const subject = `${STATEMENT_PREFIX}one`;

/** An incident that was taken and restored, with its entries numbered as the log has them. */
function restored(number = 'INC0000001'): Tale {
  const tale = new Tale(number)
    .at(5)
    .do('acknowledge', {})
    .at(20)
    .do('mitigate', { text: 'Turned off' })
    .at(30)
    .do('restore', { text: 'Rolled back' });
  tale.entries.forEach((entry, i) => {
    Object.assign(entry, { id: `${number}-${i}`, subjectSequence: i + 1 });
  });
  return tale;
}

function statement(
  tales: readonly Tale[],
  fields: Partial<StatementData> = {},
): LedgerEntry {
  const of = {
    from: minute(-60),
    to: minute(600),
    drills: false,
    narrowing: {},
    deployments: [],
    ...fields,
  };
  const data: StatementData = {
    rules: 1,
    ...of,
    considered: tales.map(({ number, entries }) => ({
      number,
      entries: entries.length,
    })),
    ...statedFigures(
      of,
      tales.map(({ facts }) => facts),
      minute(60),
    ),
    ...fields,
  };
  return {
    id: 'statement',
    type: 'figures.stated',
    subject,
    actor: people.olive,
    occurredAt: minute(60),
    data: JSON.parse(JSON.stringify(data)),
  };
}

function judged(stated: LedgerEntry, beside: readonly LedgerEntry[]) {
  const all = [stated, ...beside].map((entry, index) => ({
    origin,
    index,
    entry,
  }));
  return statementStory([stated], {
    beside: all,
    derivations: [],
    readers: [],
  });
}

const failed = ({ claims }: ReturnType<typeof judged>) =>
  claims.filter(({ holds }) => !holds).map(({ id }) => id);

describe('a statement of figures', () => {
  it('holds where they follow from the incidents beside it, as these stood then', () => {
    const tale = restored();
    const stated = statement([tale]);
    const later = { ...tale.entries[3], id: 'later', subjectSequence: 5 };
    const story = judged(stated, [...tale.entries, later]);
    expect(failed(story)).toEqual([]);
    expect(story.title).toBe('Figures of 2026-11-02 to 2026-11-02');
  });

  it('says which figure is another one', () => {
    const tale = restored();
    const stated = statement([tale]);
    const data = stated.data as unknown as StatementData;
    data.incidents.restore.median = 60;
    const story = judged(stated, tale.entries);
    expect(failed(story)).toEqual(['incidents']);
    expect(story.claims.find(({ id }) => id === 'incidents')!.detail).toMatch(
      /restore is .*"median":2400.*, not .*"median":60/,
    );
  });

  it('does not hold without one of its incidents, nor with entries of another log', () => {
    const [one, two] = [restored(), restored('INC0000002')];
    const stated = statement([one, two]);
    expect(failed(judged(stated, one.entries))).toEqual(['whole']);
    const elsewhere = statementStory([stated], {
      beside: [
        { origin, index: 0, entry: stated },
        ...[...one.entries, ...two.entries].map((entry, index) => ({
          origin: 'test/another',
          index,
          entry,
        })),
      ],
      derivations: [],
      readers: [],
    });
    expect(failed(elsewhere)).toEqual(['whole']);
  });

  it('counts incidents that lie between its own as ones nobody looked at', () => {
    const tales = [restored(), restored('INC0000005')];
    const { relies } = judged(
      statement(tales),
      tales.flatMap(({ entries }) => entries),
    );
    expect(relies).toEqual([
      expect.stringMatching(/^That the 3 numbers between INC0000001 and/),
    ]);
  });

  it('takes deployments as they are named, and holds those against the change that is beside it', () => {
    const deployment = {
      id: 'one',
      change: 'CHG0000001',
      outcome: 'succeeded' as const,
      startedAt: minute(10),
      finishedAt: minute(15),
      committedAt: minute(-30),
      isRework: false,
    };
    const stated = statement([], { deployments: [deployment] });
    expect(judged(stated, []).relies).toEqual([
      expect.stringMatching(/^That 1 of 1 deployments were as the figures/),
    ]);
    const report = (fields: object): LedgerEntry => ({
      id: 'report',
      type: 'deployment.reported',
      subject: 'CHG0000001',
      actor: 'external:ci',
      occurredAt: minute(16),
      data: { ...deployment, ...fields },
    });
    expect(failed(judged(stated, [report({})]))).toEqual([]);
    expect(
      failed(judged(stated, [report({ committedAt: minute(-60) })])),
    ).toEqual(['deployments']);
  });
});

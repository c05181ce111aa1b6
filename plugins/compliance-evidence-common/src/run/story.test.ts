import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { runEntries } from './entries';
import { runStories } from './story';

const portal = 'plugin:compliance-evidence';
const ada = 'user:default/ada';
const digest = `sha256:${'a'.repeat(64)}`;
const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

type Step = [
  type: keyof typeof runEntries.schemas,
  data: object,
  actor?: string,
];

const taken = (n: number, source: string): Step => [
  'run.snapshot_taken',
  {
    evidenceId: id(n),
    source,
    sourceSystem: 'IAM',
    queryName: source,
    queryDigest: digest,
    queryParams: {},
    executedAt: '2026-10-02T04:00:00.000Z',
    asOf: '2026-10-02T04:00:00.000Z',
    rowCount: 10 * n,
    sha256: digest,
    size: 100,
    format: 'csv',
    schemaFingerprint: digest,
    completeness: { gaps: [] },
  },
];
const delivered = (recipient: string): Step => [
  'run.delivered',
  { recipient, messageId: '<1@example.com>', as: 'link' },
];

/** A run as it should go. */
const honest: Step[] = [
  [
    'run.requested',
    {
      report: 'access',
      title: 'Access',
      reportDigest: digest,
      parameters: {},
      sources: ['grants', 'tickets'],
      questions: ['open'],
      recipients: ['a@example.com', 'b@example.com'],
    },
    ada,
  ],
  taken(1, 'grants'),
  taken(2, 'tickets'),
  [
    'run.staged',
    {
      tables: [
        { table: 'grants', evidenceId: id(1), rows: 10 },
        { table: 'tickets', evidenceId: id(2), rows: 20 },
      ],
    },
  ],
  [
    'run.reconciled',
    {
      questions: [
        {
          name: 'open',
          version: '1',
          queryDigest: digest,
          rows: 3,
          sha256: digest,
        },
      ],
      rows: { size: 3, root: 'AA==' },
    },
  ],
  ['run.rendered', { artefacts: [] }],
  ['run.packed', { manifestDigest: digest }],
  delivered('a@example.com'),
  delivered('b@example.com'),
  ['run.completed', {}],
];

const judge = (steps: readonly Step[]) =>
  runStories.judge(
    steps.map(
      ([type, data, actor = portal], i): LedgerEntry =>
        ({
          id: `entry-${i}`,
          type,
          subject: 'RUN0000001',
          actor,
          occurredAt: '2026-10-02T04:00:00.000Z',
          // The journal adds through whom somebody did it.
          data: {
            ...runEntries.data(type, data as never),
            ...('via' in data && { via: data.via }),
          },
        } as LedgerEntry),
    ),
  );
const failing = (steps: readonly Step[]) =>
  judge(steps)
    .claims.filter(({ holds }) => !holds)
    .map(claim => claim.id);
const failure: Step = [
  'run.failed',
  { phase: 'render', problem: 'The disk is full.', remedy: 'Make room.' },
];

describe('the story of a run', () => {
  it('holds as far as it was honestly told', () => {
    for (let length = 1; length <= honest.length; length++) {
      expect(failing(honest.slice(0, length))).toEqual([]);
    }
    expect(judge(honest)).toMatchObject({ holds: true, state: 'completed' });
  });

  it('holds where it failed and was taken up again, at any of its steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: honest.length - 1 }), place => {
        const retried: Step = ['run.retried', {}, ada];
        const story = [
          ...honest.slice(0, place),
          failure,
          retried,
          ...honest.slice(place),
        ];
        expect(failing(story)).toEqual([]);
        expect(failing(story.filter(step => step !== retried))).toEqual([
          'ended',
        ]);
      }),
    );
  });

  it('fails where any step but the last is left out or told twice', () => {
    const last = honest.length - 1;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: last }),
        fc.boolean(),
        (place, twice) => {
          const story = [...honest];
          if (twice) story.splice(place, 0, honest[place]);
          else story.splice(place, 1);
          const [type] = honest[place];
          const isHarmless =
            !twice && (type === 'run.delivered' || place === last);
          expect(failing(story).length > 0).toBe(!isHarmless);
        },
      ),
    );
  });

  it.each<[string, Step[], string]>([
    ['a stranger is sent the pack', [delivered('x@example.com')], 'sent'],
    ['somebody is sent it twice', [delivered('a@example.com')], 'sent'],
    [
      'a machine sends it again',
      [['run.resent', { recipients: ['a@example.com'] }]],
      'sent',
    ],
    ['it is canceled after its end', [['run.canceled', {}, ada]], 'ended'],
  ])('fails where %s', (_, more, claim) => {
    expect(failing([...honest, ...more])).toContain(claim);
  });

  it('holds where it was erased after its time, and not before', () => {
    const erased = (retentionDays: number): Step => [
      'run.erased',
      { retentionDays, erased: [], rows: 3 },
    ];
    // All entries here are of one moment.
    expect(failing([...honest, erased(0)])).toEqual([]);
    expect(failing([...honest, erased(1)])).toEqual(['kept']);
    expect(failing([...honest.slice(0, 4), erased(0)])).toEqual(['kept']);
  });

  it('fails where it was kept for other days than its report demanded when it was asked for', () => {
    const [[type, data, by], ...rest] = honest;
    const demanded: Step[] = [[type, { ...data, retentionDays: 1 }, by]];
    const erased: Step = [
      'run.erased',
      { retentionDays: 0, erased: [], rows: 3 },
    ];
    expect(failing([...demanded, ...rest, erased])).toEqual(['kept']);
  });

  it('holds where two people erased it before its time, and not by one, by a machine or against a hold', () => {
    const ben = 'user:default/ben';
    const reason = 'A person asked for it';
    const asked: Step = ['run.erasure_asked', { reason }, ada];
    const erased = (by: string, more: object = {}): Step => [
      'run.erased',
      {
        retentionDays: 365,
        erased: [],
        rows: 3,
        asked: { by: ada, at: '2026-10-02T04:00:00.000Z', reason },
        ...more,
      },
      by,
    ];
    const held: Step = ['run.held', { reason: 'Case 12' }, ben];
    const released: Step = ['run.released', { reason: 'Settled' }, ben];
    const declined: Step = [
      'run.erasure_declined',
      { reason: 'No reason' },
      ben,
    ];
    const told = (...more: Step[]) => failing([...honest, ...more]);
    expect(told(asked, erased(ben))).toEqual([]);
    expect(told(held, asked, released, erased(ben))).toEqual([]);
    expect(failing([...honest.slice(0, -1), asked, erased(ben)])).toEqual([
      'kept',
    ]);
    expect(told(erased(ben))).toEqual(['kept']);
    expect(told(asked, erased(ada))).toEqual(['kept']);
    expect(told(asked, erased('user:default/ADA'))).toEqual(['kept']);
    expect(told(asked, erased(portal))).toEqual(['kept']);
    expect(told(asked, erased(ben, { via: 'plugin:mcp' }))).toEqual(['kept']);
    expect(told(asked, declined, erased(ben))).toEqual(['kept']);
    expect(told(asked, held, erased(ben))).toEqual(['kept']);
    expect(told(['run.held', { reason: 'Case 12' }, portal])).toEqual(['kept']);
  });

  it('holds where a person sends it again', () => {
    expect(
      failing([
        ...honest,
        ['run.resent', { recipients: ['a@example.com'] }, ada],
        delivered('a@example.com'),
        ['run.completed', {}],
      ]),
    ).toEqual([]);
  });
});

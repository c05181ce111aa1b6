import fc from 'fast-check';
import { digestOf } from '@countersign/plugin-ledger-common';
import { conflict } from '../__testUtils__/tales';
import { commitB, digestB, policyDigest } from '../testUtils/change';
import { approvedFacts, factsOf } from '../testUtils/facts';
import { dana, Tale } from '../testUtils/Tale';
import { world } from '../testUtils/world';
import { Facts } from './facts';
import { fold } from './fold';
import { textFields } from './content';
import { currentSubjectDigest, subjectDifferences, subjectOf } from './subject';

const at = '2026-11-20T09:30:00.000Z';
const subject = (facts: Facts, policy = policyDigest) =>
  subjectOf(facts, policy);
const stands = subject(factsOf());

const edited = (field: string, after: string | null | object) =>
  new Tale().write('change.updated', dana, at, {
    changes: [{ field, before: null, after: after as string }],
    material: [],
  }).facts;

/** The facts with something else in them that an approver reads, or a policy or the risk uses; and what it is called. */
const differences: [string, Facts, string][] = [
  ['title', edited('title', 'Drop the checkout database'), 'title'],
  ['category', edited('category', 'software'), 'category'],
  ['type', edited('type', 'emergency'), 'type'],
  [
    'links',
    edited('links', [{ title: 'Run', url: 'https://a.example' }]),
    'links',
  ],
  ['window', edited('window', null), 'window'],
  ['commit', edited('commit', commitB), 'commit'],
  ['team', edited('team', 'group:default/other'), 'team'],
  [
    'template',
    edited('template', { id: 'restart', digest: digestB }),
    'template',
  ],
  ...textFields.map((field): [string, Facts, string] => [
    field,
    edited(field, 'Call the vendor.'),
    field.replace('Plan', ' plan'),
  ]),
  [
    'environment',
    factsOf({ content: { ...factsOf().content, environment: 'staging' } }),
    'environment',
  ],
  [
    'items',
    new Tale().attach(at, dana, {
      items: ['resource:default/checkout-db', 'component:default/web'],
    }).facts,
    'items',
  ],
  ['plan', new Tale().attach(at, dana, { planDigest: digestB }).facts, 'plan'],
  [
    'stack',
    new Tale({ source: { kind: 'cli', workspace: 'blue' } }).facts,
    'where it is applied',
  ],
  [
    'risk',
    factsOf({
      content: { ...factsOf().content, risk: { score: 60, level: 'high' } },
    }),
    'risk',
  ],
  [
    'acceptance',
    new Tale({}, { world: world({ conflicts: [conflict] }) }).accept(
      at,
      dana,
      conflict.key,
    ).facts,
    'accepted conflicts',
  ],
];

describe('subjectOf', () => {
  it.each(differences)(
    'differs by %s, and says so in a word',
    (_, facts, called) => {
      expect(digestOf(subject(facts))).not.toBe(digestOf(stands));
      expect(subjectDifferences(stands, subject(facts))).toEqual([called]);
    },
  );

  it('differs by the policies, the number and the round', () => {
    expect(subjectDifferences(stands, subject(factsOf(), digestB))).toEqual([
      'policies',
    ]);
    for (const other of [
      { number: 'CHG0000043' },
      { round: 2 },
      { rules: 3 },
    ]) {
      expect(digestOf(subject(factsOf(other)))).not.toBe(digestOf(stands));
    }
  });

  it('differs by the ends of an accepted conflict, and not by those of an earlier round', () => {
    const accepted = (ends: Facts['acceptances'][number]['ends'], round = 1) =>
      factsOf({
        acceptances: [
          { key: 'k', ends, round, by: dana, at, justification: 'ok' },
        ],
      });
    expect(digestOf(subject(accepted(digestB)))).not.toBe(
      digestOf(subject(accepted(policyDigest))),
    );
    expect(subject(accepted(digestB, 0))).toEqual(stands);
  });

  it('does not differ by people, by holds, nor by what happened', () => {
    const tale = new Tale()
      .edit(at, dana, {
        field: 'implementer',
        before: null,
        after: 'user:default/mara',
      })
      .hold(at);
    expect(subject(tale.facts)).toEqual(stands);
    expect(
      subject(
        new Tale({ planAuthors: [], requester: 'user:default/mara' }).facts,
      ),
    ).toEqual(stands);
  });

  it('does not differ by the order of items, nor by their repetition', () => {
    const items = [
      'component:default/a',
      'component:default/b',
      'resource:x/c',
    ];
    const of = (some: string[]) =>
      subject(factsOf({ content: { ...factsOf().content, items: some } }));
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...items, ...items], { minLength: 6 }),
        some => {
          expect(of(some)).toEqual(of(items));
        },
      ),
    );
  });
});

describe('currentSubjectDigest', () => {
  it('is there while exactly what approval was asked for stands there', () => {
    expect(currentSubjectDigest(factsOf())).toBeUndefined();
    expect(currentSubjectDigest(approvedFacts())).toBe(
      approvedFacts().asked?.subjectDigest,
    );
    expect(currentSubjectDigest(approvedFacts({ round: 2 }))).toBeUndefined();
    const [entry] = new Tale()
      .edit(at, dana, {
        field: 'backoutPlan',
        before: '',
        after: 'There is none.',
      })
      .entries.slice(-1);
    expect(currentSubjectDigest(fold(approvedFacts(), entry)!)).toBeUndefined();
  });
});

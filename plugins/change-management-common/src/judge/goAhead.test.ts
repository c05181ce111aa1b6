import fc from 'fast-check';
import { digestOf } from '@countersign/plugin-ledger-common';
import {
  anEmergency,
  conflict,
  fromTemplate,
  template,
  templatedWorld,
} from '../__testUtils__/tales';
import { ChangeEntryInput } from '../evidence';
import { Facts } from '../facts';
import {
  changeStates,
  GateCheckId,
  standardChangeTemplateSchema,
} from '../model';
import { commitB, digestA, digestB } from '../testUtils/change';
import { approvedFacts } from '../testUtils/facts';
import { dana, presented, Tale } from '../testUtils/Tale';
import {
  approvers,
  itemViewOf,
  olga,
  otto,
  owners,
  world,
} from '../testUtils/world';
import { decideGate, mayDeploy, mayStart } from './goAhead';
import { nextStep } from './nextStep';
import { PresentedDeployment } from './presented';
import { World } from './world';

interface Asked {
  facts: Facts;
  world: World;
  presented: PresentedDeployment;
}

const db = 'resource:default/checkout-db';
const allowed = (): Asked => ({
  facts: approvedFacts(),
  world: world(),
  presented,
});

const checksOf = (asked: Asked) =>
  mayDeploy(asked.facts, asked.world, asked.presented);
const failing = (asked: Asked): GateCheckId[] =>
  checksOf(asked)
    .filter(check => !check.passed)
    .map(check => check.id);
const detail = (asked: Asked, id: GateCheckId) =>
  checksOf(asked).find(check => check.id === id)?.detail;

const inFacts =
  (fields: Partial<Facts>) =>
  (a: Asked): Asked => ({ ...a, facts: { ...a.facts, ...fields } });
const inContent =
  (fields: Partial<Facts['content']>) =>
  (a: Asked): Asked => ({
    ...a,
    facts: { ...a.facts, content: { ...a.facts.content, ...fields } },
  });
const inWorld =
  (fields: Partial<World>) =>
  (a: Asked): Asked => ({ ...a, world: { ...a.world, ...fields } });
const present =
  (fields: PresentedDeployment) =>
  (a: Asked): Asked => ({ ...a, presented: { ...a.presented, ...fields } });

const hand = (who: string): Facts['hands'][number] => ({
  who,
  as: 'edited',
  at: '2026-11-22T10:00:00.000Z',
  entry: 'e',
});

/** Each way to differ from what was approved, and the checks it must fail. */
const deviations: [string, (asked: Asked) => Asked, GateCheckId[]][] = [
  ['another plan', present({ planDigest: digestB }), ['plan']],
  ['no plan', present({ planDigest: undefined }), ['plan']],
  ['another commit', present({ commit: commitB }), ['commit']],
  ['no commit', present({ commit: undefined }), ['commit']],
  ['another environment', present({ environment: 'staging' }), ['environment']],
  ['too early', inWorld({ at: '2026-11-24T20:59:59.999Z' }), ['window']],
  ['the end itself', inWorld({ at: '2026-11-24T23:00:00.000Z' }), ['window']],
  ['an unreadable clock', inWorld({ at: 'noon' }), ['window']],
  ['no window', inContent({ window: undefined }), ['window', 'approvals']],
  [
    'a plan changed after approval',
    inContent({ planDigest: digestB }),
    ['approvals', 'plan'],
  ],
  [
    'a text changed after approval',
    inContent({ links: digestB }),
    ['approvals'],
  ],
  ['a round that was voided', inFacts({ round: 2 }), ['approvals']],
  [
    'approvals that were never complete',
    inFacts({ approvedAt: undefined }),
    ['approvals'],
  ],
  ['nobody asked', inFacts({ asked: undefined }), ['approvals', 'policy']],
  [
    'an approval bound to something else',
    a =>
      inFacts({
        decisions: a.facts.decisions.map(d => ({
          ...d,
          subjectDigest: digestB,
        })),
      })(a),
    ['approvals'],
  ],
  [
    'an approver with a hand in it',
    a => inFacts({ hands: [...a.facts.hands, hand(olga)] })(a),
    ['approvals'],
  ],
  [
    'an approver who left',
    inWorld({ approversOf: approvers({ [owners]: [otto] }) }),
    ['approvals'],
  ],
  [
    'a rejection',
    inFacts({ rejected: { at: '2026-11-22T10:00:00.000Z', by: otto } }),
    ['approvals'],
  ],
  [
    'an item that another group owns by now',
    inWorld({ items: [itemViewOf(db, { owner: 'group:default/other' })] }),
    ['approvals'],
  ],
  [
    'other policies',
    inWorld({ policyDigest: digestB }),
    ['approvals', 'policy'],
  ],
  ['no policy that matches', inWorld({ policies: [] }), ['approvals']],
  ['an item that left the catalog', inWorld({ items: [] }), ['items']],
  [
    'an item in a more critical environment',
    a => {
      const content = { environment: 'staging' };
      const staged = new Tale(content, {
        world: world({ items: [itemViewOf(db, { environment: 'staging' })] }),
      })
        .submit()
        .approve().facts;
      return present(content)({ ...a, facts: staged });
    },
    ['items'],
  ],
  [
    'an environment nobody configured',
    inWorld({
      environments: ['production'],
      items: [itemViewOf(db, { environment: 'prod-eu' })],
    }),
    [],
  ],
  [
    'a plan that touches what the change does not name',
    inContent({ touches: [db, 'component:default/payments'] }),
    ['items'],
  ],
  [
    'on hold',
    inFacts({
      hold: { since: '2026-11-24T21:30:00.000Z', by: dana, reason: 'Odd.' },
    }),
    ['hold'],
  ],
  [
    'a freeze',
    inWorld({ freezes: [{ title: 'Year end', allowEmergency: true }] }),
    ['freeze'],
  ],
  [
    'more changes at the same time than were compared',
    inWorld({ conflictsTruncated: true }),
    ['conflicts'],
  ],
  ['a conflict', inWorld({ conflicts: [conflict] }), ['conflicts']],
  ...changeStates
    .filter(state => state !== 'scheduled' && state !== 'implement')
    .map((state): [string, (asked: Asked) => Asked, GateCheckId[]] => [
      `state ${state}`,
      inFacts({ state }),
      ['state'],
    ]),
];
const refused = deviations.filter(([, , checks]) => checks.length);

describe('mayDeploy', () => {
  it('allows exactly what was approved, within its window', () => {
    const { facts, world: of } = allowed();
    expect(failing(allowed())).toEqual([]);
    expect(decideGate(facts, of, presented).decision).toBe('allow');
    expect(
      failing(present({ commit: presented.commit.toUpperCase() })(allowed())),
    ).toEqual([]);
  });

  it.each(deviations)('%s', (_, deviate, checks) => {
    const asked = deviate(allowed());
    expect(failing(asked)).toEqual(checks);
    for (const check of checksOf(asked).filter(c => !c.passed)) {
      expect(check.detail).toBeTruthy();
      expect(check.remedy).toBeTruthy();
    }
  });

  it('refuses any combination of deviations, and asks every question each time', () => {
    fc.assert(
      fc.property(fc.subarray(refused, { minLength: 1 }), some => {
        const asked = some.reduce((a, [, deviate]) => deviate(a), allowed());
        const { decision, checks } = decideGate(
          asked.facts,
          asked.world,
          asked.presented,
        );
        expect(decision).toBe('refuse');
        // What goes on record is the text alone.
        for (const check of checks) {
          expect(['id', 'passed', 'detail', 'remedy']).toEqual(
            expect.arrayContaining(Object.keys(check)),
          );
        }
        expect(checks.map(c => c.id).sort()).toEqual(
          checksOf(allowed())
            .map(c => c.id)
            .sort(),
        );
      }),
    );
  });

  it('refuses what no change covers', () => {
    const { decision, checks } = decideGate(undefined, undefined, presented);
    expect(decision).toBe('refuse');
    expect(checks[0].detail).toContain(digestA);
  });

  it('does not need an environment where the plan is the approved one', () => {
    expect(failing(present({ environment: undefined })(allowed()))).toEqual([]);
    const planless = Tale.approved({ planDigest: undefined }).facts;
    expect(
      failing({
        ...allowed(),
        facts: planless,
        presented: { commit: presented.commit },
      }),
    ).toEqual(['environment']);
  });

  it('demands a commit for the most critical environment only', () => {
    const none = { planDigest: undefined, commit: undefined, touches: [] };
    const of = (
      fields: Partial<ChangeEntryInput<'change.created'>>,
      w: World,
    ) =>
      failing({
        facts: Tale.approved({ ...none, ...fields }, { world: w }).facts,
        world: w,
        presented: { environment: fields.environment ?? 'production' },
      });
    expect(of({}, world())).toEqual(['commit']);
    expect(
      of(
        { environment: 'staging' },
        world({ items: [itemViewOf(db, { environment: 'staging' })] }),
      ),
    ).toEqual([]);
  });

  it.each([
    ['nothing is presented', undefined, ['stack']],
    [
      'another workspace',
      { workspace: 'green', directory: 'infra' },
      ['stack'],
    ],
    ['another directory', { workspace: 'blue', directory: '.' }, ['stack']],
    ['no directory', { workspace: 'blue' }, ['stack']],
    ['the same', { workspace: 'blue', directory: 'infra' }, []],
    [
      'the same, and a backend nobody stated',
      { workspace: 'blue', directory: 'infra', backend: 'b' },
      [],
    ],
  ])(
    'holds the stack of the change against what is presented: %s',
    (_, stack, checks) => {
      const facts = Tale.approved({
        source: { kind: 'cli', workspace: 'blue', directory: 'infra' },
      }).facts;
      expect(failing({ ...present({ stack })(allowed()), facts })).toEqual(
        checks,
      );
    },
  );

  it('names what rose, and whoever left', () => {
    const sox = {
      name: 'SOX',
      match: { items: { $contains: { soxScope: true } } },
      require: [{ group: 'group:default/cab', count: 1 }],
    };
    const calm = world();
    const policies = [sox, ...calm.policies];
    const facts = Tale.approved({}, { world: { ...calm, policies } }).facts;
    const asked: Asked = {
      facts,
      presented,
      world: { ...calm, policies, items: [itemViewOf(db, { soxScope: true })] },
    };
    expect(failing(asked)).toEqual(['approvals']);
    expect(detail(asked, 'approvals')).toContain(
      `${db} has SOX scope true now; it was false when approval was asked for.`,
    );
    expect(detail(asked, 'approvals')).toContain(
      'Policy SOX asks for 1 of group:default/cab',
    );
    const left = inWorld({ approversOf: approvers({ [owners]: [otto] }) });
    expect(detail(left(allowed()), 'approvals')).toContain(
      `${olga} is not in ${owners} any more`,
    );
  });

  describe('of an accepted conflict', () => {
    const accepted = (): Asked => {
      const of = world({ conflicts: [conflict] });
      const facts = new Tale({}, { world: of })
        .submit()
        .accept('2026-11-20T10:10:00.000Z', dana, conflict.key)
        .authorize()
        .approve().facts;
      return { facts, world: of, presented };
    };
    const conflicts = (some: World['conflicts']) =>
      failing(inWorld({ conflicts: some })(accepted()));

    it('passes while both ends are what they were, and opens again when either moves', () => {
      expect(failing(accepted())).toEqual([]);
      expect(conflicts([{ ...conflict, ends: digestA }])).toEqual([
        'conflicts',
      ]);
      expect(conflicts([{ ...conflict, ends: undefined }])).toEqual([
        'conflicts',
      ]);
      expect(conflicts([conflict, { ...conflict, key: 'other' }])).toEqual([
        'conflicts',
      ]);
      expect(conflicts([{ ...conflict, acceptable: false }])).toEqual([
        'conflicts',
      ]);
    });

    it('does not pass by an acceptance of an earlier round', () => {
      const asked = accepted();
      const acceptances = asked.facts.acceptances.map(a => ({
        ...a,
        round: 0,
      }));
      expect(failing(inFacts({ acceptances })(asked))).toEqual([
        'conflicts',
        'approvals',
      ]);
    });
  });

  describe('of an emergency', () => {
    const ahead = (): Asked => ({
      facts: anEmergency().start('2026-11-24T21:02:00.000Z').facts,
      world: world(),
      presented,
    });

    it('that went ahead is allowed until its approval is overdue', () => {
      expect(failing(ahead())).toEqual([]);
      const dueAt = '2026-11-24T22:30:00.000Z';
      const due = inFacts({
        ahead: { since: '2026-11-24T21:02:00.000Z', dueAt },
      });
      expect(failing(due(ahead()))).toEqual([]);
      expect(failing(inWorld({ at: dueAt })(due(ahead())))).toEqual([
        'approvals',
      ]);
    });

    it('that was rejected is not, nor starts, whatever it was before', () => {
      const at = '2026-11-24T21:30:00.000Z';
      const rejected = anEmergency()
        .start('2026-11-24T21:02:00.000Z')
        .reject(at);
      expect(failing({ ...ahead(), facts: rejected.facts })).toEqual([
        'approvals',
      ]);
      const retyped = new Tale()
        .submit()
        .reject()
        .edit('2026-11-22T10:00:00.000Z', dana, {
          field: 'justification',
          before: '',
          after: 'Now!',
        })
        .edit('2026-11-22T10:00:00.000Z', dana, {
          field: 'type',
          before: 'normal',
          after: 'emergency',
        })
        .submit('2026-11-24T21:10:00.000Z').facts;
      expect(
        mayStart(retyped, world())
          .filter(c => !c.passed)
          .map(c => c.id),
      ).toEqual(['approvals']);
    });

    it('does not bring what was rejected under another number, until it is approved itself', () => {
      const again = inWorld({
        rejections: [{ number: 'CHG0000007', at: '2026-11-23T10:00:00.000Z' }],
      });
      const { facts } = anEmergency();
      const stops = mayStart(facts, again(ahead()).world).filter(
        c => !c.passed,
      );
      expect(stops).toMatchObject([
        {
          id: 'approvals',
          detail: expect.stringContaining('as CHG0000007'),
          remedy: expect.stringContaining('Have it approved'),
        },
      ]);
      expect(nextStep(facts, again(ahead()).world)).toMatchObject({
        verb: 'approve',
        conditions: expect.arrayContaining([
          expect.objectContaining({
            text: expect.stringContaining('as CHG0000007'),
            mendedBy: ['approve'],
          }),
        ]),
      });
      // It went ahead, and only then the other was rejected.
      expect(failing(again(ahead()))).toEqual(['approvals']);
      const approved = anEmergency()
        .start('2026-11-24T21:02:00.000Z')
        .approve('2026-11-24T21:20:00.000Z');
      expect(failing(again({ ...ahead(), facts: approved.facts }))).toEqual([]);
      // Of a change that is approved anyway it says nothing.
      expect(failing(again(allowed()))).toEqual([]);
    });

    it('heeds the freezes that hold for emergencies too', () => {
      const freeze = (allowEmergency: boolean) =>
        failing(
          inWorld({ freezes: [{ title: 'Year end', allowEmergency }] })(
            ahead(),
          ),
        );
      expect(freeze(true)).toEqual([]);
      expect(freeze(false)).toEqual(['freeze']);
    });

    it('may start before it is approved, and is not let through by the gate before it starts', () => {
      const { facts } = anEmergency();
      expect(mayStart(facts, world()).every(c => c.passed)).toBe(true);
      expect(failing({ ...ahead(), facts })).toContain('state');
    });
  });

  describe('of a standard change', () => {
    const standard = (): Asked => ({
      facts: new Tale(fromTemplate, { world: templatedWorld }).submit().facts,
      world: templatedWorld,
      presented: { environment: 'production' },
    });
    const inTemplate = (fields: object): World => {
      const other = standardChangeTemplateSchema.parse({
        ...template,
        ...fields,
      });
      return {
        ...templatedWorld,
        template: other,
        templateDigest: digestOf(other),
      };
    };

    it('needs no approval, and no policy, while its template is what it was', () => {
      expect(failing(standard())).toEqual([]);
      expect(
        failing(inWorld({ policies: [], policyDigest: digestB })(standard())),
      ).toEqual([]);
      expect(
        failing({
          ...standard(),
          world: inTemplate({ title: 'Restart anything' }),
        }),
      ).toEqual(['policy']);
      expect(failing(inWorld({ template: undefined })(standard()))).toContain(
        'policy',
      );
    });

    it.each<[string, (asked: Asked) => Asked, GateCheckId[]]>([
      [
        'a commit',
        inContent({ commit: commitB }),
        ['approvals', 'policy', 'commit'],
      ],
      [
        'a plan',
        inContent({ planDigest: digestB }),
        ['approvals', 'policy', 'plan'],
      ],
      [
        'another procedure',
        a =>
          inContent({
            texts: { ...a.facts.content.texts, implementationPlan: digestB },
          })(a),
        ['approvals', 'policy'],
      ],
      [
        'a risk that rose',
        inWorld({ risk: { score: 70, level: 'high' } }),
        ['policy'],
      ],
      [
        'a rejection',
        inFacts({ rejected: { at: '2026-11-22T10:00:00.000Z', by: otto } }),
        ['approvals'],
      ],
      [
        'what was rejected under another number',
        inWorld({
          rejections: [
            { number: 'CHG0000007', at: '2026-11-22T10:00:00.000Z' },
          ],
        }),
        ['approvals'],
      ],
    ])('is not covered with %s', (_, deviate, checks) => {
      expect(failing(deviate(standard()))).toEqual(checks);
    });

    it('has only those conflicts accepted that its template lets its user accept', () => {
      const of = (kinds: string[]) => {
        const w = {
          ...inTemplate({ acceptConflicts: kinds }),
          conflicts: [conflict],
        };
        const { id } = template;
        const facts = new Tale(
          { ...fromTemplate, template: { id, digest: w.templateDigest! } },
          { world: w },
        )
          .accept('2026-11-20T09:30:00.000Z', dana, conflict.key)
          .submit().facts;
        return failing({ ...standard(), facts, world: w });
      };
      expect(of(['same-item'])).toEqual([]);
      expect(() => of(['dependency'])).toThrow(/may not accept this conflict/);
    });
  });

  it('refuses a retrospective change', () => {
    expect(
      failing(
        inFacts({ type: 'retrospective', state: 'implement' })(allowed()),
      ),
    ).toContain('state');
  });

  it('asks what a start is asked but for what is presented', () => {
    fc.assert(
      fc.property(fc.subarray(refused), some => {
        const { facts, world: of } = some.reduce(
          (a, [, deviate]) => deviate(a),
          allowed(),
        );
        const asked = {
          facts: { ...facts, state: 'scheduled' as const },
          world: of,
        };
        const [, ...checks] = mayDeploy(asked.facts, of, presented);
        expect(mayStart(asked.facts, of)).toEqual(checks.slice(0, -4));
      }),
    );
  });
});

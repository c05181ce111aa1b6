import { record, say, told } from '@countersign/plugin-governance-common';
import { digestOf } from '@countersign/plugin-ledger-common';
import { ChangeEntryInput } from '../evidence';
import { Conflict, standardChangeTemplateSchema } from '../model';
import { digestB } from '../testUtils/change';
import { dana, ivan, paula, pipeline, portal, Tale } from '../testUtils/Tale';
import { itemViewOf, otto, world } from '../testUtils/world';

export const conflict: Conflict = {
  key: 'same-item:CHG0000041',
  kind: 'same-item',
  ...told(
    'explanation',
    say`${record('CHG0000041')} changes the same item in that window.`,
  ),
  ends: digestB,
  acceptable: true,
};

/** A template that pre-approves a restart, and what a change made from it says. */
export const template = standardChangeTemplateSchema.parse({
  id: 'restart',
  title: 'Restart the database',
  category: 'database',
  implementationPlan: 'Restart it.',
});
export const fromTemplate: Partial<ChangeEntryInput<'change.created'>> = {
  type: 'standard',
  template: { id: template.id, digest: digestOf(template) },
  implementationPlan: template.implementationPlan,
  commit: undefined,
  planDigest: undefined,
  counts: undefined,
  touches: [],
};
export const templatedWorld = world({
  template,
  templateDigest: digestOf(template),
});

export const aStandardChange = () =>
  new Tale(fromTemplate, { world: templatedWorld })
    .submit()
    .gate(undefined, { environment: 'production' })
    .report({ planDigest: undefined, commit: undefined })
    .close();

/** An emergency that is submitted in its window, and waits for its approval. */
export const anEmergency = () =>
  new Tale({ type: 'emergency', justification: 'Checkout is down.' }).submit(
    '2026-11-24T21:00:00.000Z',
  );

/** One that went ahead, and was approved the morning after. */
export const anEmergencyThatWentAhead = () =>
  anEmergency()
    .start('2026-11-24T21:02:00.000Z', ivan)
    .gate()
    .report()
    .approve('2026-11-25T08:00:00.000Z')
    .close();

/** A change to which nearly everything happens that can. */
export function anEventfulChange(): Tale {
  const tale = new Tale({ planAuthors: [paula] }, { by: pipeline });
  tale
    .edit('2026-11-20T09:05:00.000Z', 'user:default/edda', {
      field: 'implementer',
      before: ivan,
      after: otto,
    })
    .decline('2026-11-20T09:10:00.000Z', otto)
    .edit('2026-11-20T09:15:00.000Z', 'user:default/edda', {
      field: 'implementer',
      before: null,
      after: ivan,
    })
    .edit('2026-11-20T09:20:00.000Z', 'user:default/edda', {
      field: 'title',
      before: 'Raise the checkout database tier',
      after: 'Raise the tier of the checkout database',
    });
  tale.world = world({ conflicts: [conflict] });
  tale
    .submit()
    .accept('2026-11-20T10:10:00.000Z', dana, conflict.key)
    .authorize()
    .approve('2026-11-20T12:00:00.000Z')
    .withdraw('2026-11-20T12:10:00.000Z')
    .reject('2026-11-20T12:20:00.000Z', otto)
    .attach('2026-11-20T13:00:00.000Z', 'user:default/pia', {});
  tale.world = world();
  return tale
    .submit('2026-11-20T14:00:00.000Z', 'user:default/sam')
    .approve()
    .hold('2026-11-22T10:00:00.000Z')
    .write('change.commented', portal, '2026-11-22T10:05:00.000Z', {
      text: 'Wait.',
    })
    .gate('2026-11-22T11:00:00.000Z', undefined, 'gate-0')
    .resume('2026-11-22T12:00:00.000Z')
    .start()
    .gate()
    .complete('2026-11-24T21:16:00.000Z', 'user:default/cora')
    .report({ deployer: 'user:default/dev' })
    .close('2026-11-25T09:00:00.000Z', 'successful_issues');
}

/** A deployment that nothing covered, answered for afterwards. */
export function aRetrospectiveChange(): Tale {
  const at = '2026-11-25T08:00:00.000Z';
  return new Tale(
    {
      type: 'retrospective',
      planDigest: undefined,
      counts: undefined,
      touches: [],
      inherits: [
        {
          who: 'user:default/Edda',
          as: 'edited',
          at: '2026-11-20T09:20:00.000Z',
          entry: 'entry-of-another-change',
          from: 'CHG0000041',
        },
      ],
    },
    { by: portal, at: '2026-11-24T21:17:00.000Z' },
  )
    .report({ planDigest: undefined, gateDecisionId: undefined })
    .ask('2026-11-24T21:18:00.000Z', portal)
    .approve(at)
    .close('2026-11-25T09:00:00.000Z', 'unsuccessful');
}

/** A change in staging, whose item is there. */
export const stagingWorld = world({
  items: [
    itemViewOf('resource:default/checkout-db', { environment: 'staging' }),
  ],
});

/** Honest stories of every kind. */
export const honestTales: Record<string, () => Tale> = {
  'a normal change': () => Tale.approved().gate().report().close(),
  'a standard change': aStandardChange,
  'an emergency that went ahead': anEmergencyThatWentAhead,
  'a change to which nearly everything happens': anEventfulChange,
  'a change that was canceled': () =>
    Tale.approved().cancel('2026-11-22T10:00:00.000Z'),
  'an emergency that was rejected afterwards': () =>
    anEmergency()
      .start('2026-11-24T21:02:00.000Z', ivan)
      .complete()
      .reject('2026-11-25T08:00:00.000Z')
      .close('2026-11-25T09:00:00.000Z', 'unsuccessful'),
};

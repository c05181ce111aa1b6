import fc from 'fast-check';
import { changeVerbs } from '../api/requests';
import { Verb, World } from '../judge';
import { closeCodes } from '../model';
import { digestA, digestB, policyDigest } from '../testUtils/change';
import { dana, ivan, pipeline, RefusedError, Tale } from '../testUtils/Tale';
import {
  approvers,
  itemViewOf,
  olga,
  otto,
  owners,
  world,
} from '../testUtils/world';
import { anEmergency, conflict, fromTemplate, templatedWorld } from './tales';

const mara = 'user:default/mara';
const cab = 'group:default/cab';

/** What is so around the change at a move. */
const worlds: fc.Arbitrary<World> = fc
  .record({
    conflicts: rarely([conflict], []),
    policyDigest: rarely(digestB, policyDigest),
    freezes: rarely([{ title: 'Year end', allowEmergency: true }], []),
    tier: rarely('tier-1', 'tier-2'),
    members: rarely([otto, mara], [olga, otto, mara]),
  })
  .map(({ tier, members, ...fields }) =>
    world({
      ...fields,
      policies: [
        {
          name: 'Board',
          match: { items: { $contains: { tier: 'tier-1' } } },
          require: [{ group: cab, count: 1 }],
        },
        ...world().policies,
      ],
      items: [itemViewOf('resource:default/checkout-db', { tier })],
      approversOf: approvers({ [owners]: members, [cab]: [olga] }),
      template: templatedWorld.template,
      templateDigest: templatedWorld.templateDigest,
    }),
  );

function rarely<T>(value: T, usual: T): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant(value) },
    { weight: 6, arbitrary: fc.constant(usual) },
  );
}

const moves = fc.record({
  verb: fc.constantFrom<Verb>(...changeVerbs, 'edit', 'deployment'),
  user: fc.constantFrom(dana, ivan, olga, otto, mara, pipeline),
  closeCode: fc.constantFrom(...closeCodes),
  minutes: rarely(1500, 5),
  edit: fc.constantFrom(
    { field: 'title', after: 'Something else' },
    { field: 'type', after: 'emergency' },
    { field: 'type', after: 'normal' },
    { field: 'implementer', after: mara },
    { field: 'implementer', after: null },
    { field: 'window', after: null },
    { field: 'justification', after: 'It is worse than that.' },
  ),
  planDigest: fc.constantFrom(digestA, digestB),
  around: worlds,
});
type Move = typeof moves extends fc.Arbitrary<infer T> ? T : never;

const openings = {
  draft: () => new Tale({ justification: 'It is down.' }),
  submitted: () => new Tale({ justification: 'It is down.' }).submit(),
  approved: () => Tale.approved(),
  started: () => Tale.approved().start(),
  emergency: anEmergency,
  ahead: () => anEmergency().start('2026-11-24T21:02:00.000Z'),
  standard: () => new Tale(fromTemplate, { world: templatedWorld }).submit(),
};

export interface Play {
  opening: keyof typeof openings;
  moves: Move[];
}

/** Random people do random things with a change, which is opened in one of the ways that lead somewhere. */
export const plays: fc.Arbitrary<Play> = fc.record({
  opening: fc.constantFrom(...(Object.keys(openings) as Play['opening'][])),
  moves: fc.array(moves, { minLength: 1, maxLength: 15 }),
});

/**
 * Plays it by the rules: what the judge refuses does not happen.
 *
 * @param each - Called after each move that was made.
 */
export function played(
  { opening, moves: some }: Play,
  each: (tale: Tale, move: Move) => void = () => {},
): Tale {
  const tale = openings[opening]();
  let time = Math.max(
    Date.parse(tale.entries.at(-1)!.occurredAt),
    Date.parse('2026-11-24T21:03:00.000Z'),
  );
  for (const move of some) {
    time += move.minutes * 60_000;
    tale.world = move.around;
    if (attempt(tale, new Date(time).toISOString(), move)) each(tale, move);
  }
  return tale;
}

function attempt(tale: Tale, at: string, move: Move): boolean {
  try {
    make(tale, at, move);
    return true;
  } catch (error) {
    if (error instanceof RefusedError) return false;
    throw error;
  }
}

function make(tale: Tale, at: string, move: Move): Tale {
  const { user } = move;
  switch (move.verb) {
    case 'submit':
      return tale.submit(at, user);
    case 'authorize':
      return tale.authorize(at, user);
    case 'approve':
      return tale.approve(at, user);
    case 'reject':
      return tale.reject(at, user);
    case 'request-changes':
      return tale.requestChanges(at, user);
    case 'withdraw-request':
      return tale.withdrawRequest(at, user);
    case 'withdraw':
      return tale.withdraw(at, user);
    case 'decline':
      return tale.decline(at, user);
    case 'edit':
      if (move.edit.after === tale.facts.type) {
        throw new RefusedError('An edit says what differs');
      }
      return tale.edit(at, user, { ...move.edit, before: null });
    case 'plan':
      return tale.attach(at, user, { planDigest: move.planDigest });
    case 'accept-conflict':
      return tale.accept(at, user, conflict.key);
    case 'hold':
      return tale.hold(at, user);
    case 'resume':
      return tale.resume(at, user);
    case 'start':
      return tale.start(at, user);
    case 'complete':
      return tale.complete(at, user);
    case 'close':
      return tale.close(at, move.closeCode, user);
    case 'cancel':
      return tale.cancel(at, user);
    case 'deployment':
      return tale.report(
        {
          id: `deployment of ${at}`,
          startedAt: at,
          finishedAt: at,
          gateDecisionId: undefined,
        },
        at,
      );
    default:
      return tale.gate(at, undefined, `answer of ${at}`);
  }
}

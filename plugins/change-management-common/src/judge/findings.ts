import {
  entity,
  joined,
  millis,
  person,
  Phrase,
  phraseOf,
  say,
  time,
} from '@countersign/plugin-governance-common';
import { ActionState } from '../api/responses';
import { changesRequestedOf, Facts, hasStarted, isOwed } from '../facts/facts';
import { GateCheck, GateCheckId } from '../model';
import {
  changesRequestedRemedy,
  checkHold,
  conflictsMissed,
  conflictsMissedRemedy,
  conflictsOf,
  freezesInForce,
  rejectedContentOf,
  rejectedContentSaid,
  templateProblems,
} from './checks';
import { explanationOf } from '../schedule/explanations';
import { whoAnswers } from './checklist';
import { demandFindings } from './demands';
import { floorProblems } from './floor';
import { mayDeploy, mayStart, needsCommit } from './goAhead';
import { PresentedDeployment } from './presented';
import { approvalProblems, standingOf, whatRose } from './standing';
import { isAwaitingApproval } from './verbs/decisions';
import { World } from './world';

type ActionVerb = ActionState['verb'];

/** One reason why the judge refuses, taken apart from the others, and what mends it. */
export interface Finding {
  guard: string;
  /** Tells it from others of the same guard. */
  key?: string;
  text: Phrase;
  remedy: Phrase;
  /** The verbs that mend it, the best first; none when only time does, or somebody elsewhere. */
  mendedBy: readonly ActionVerb[];
  /** Those who can, where not everybody may who may use the verb. */
  who?: readonly string[];
  /** When it is met by itself. */
  at?: string;
}

/** Each reason why the change may not start now. */
export function startFindings(facts: Facts, world: World): Finding[] {
  return takenApart(mayStart(facts, world), facts, world);
}

/** Each reason why the gate would refuse what is presented now. */
export function deployFindings(
  facts: Facts,
  world: World,
  presented: PresentedDeployment,
): Finding[] {
  return takenApart(mayDeploy(facts, world, presented), facts, world);
}

/** That it is on hold, while it is. */
export function holdFindings(facts: Facts): Finding[] {
  const check = checkHold(facts);
  return check.passed
    ? []
    : [{ guard: check.id, ...saidBy(check), mendedBy: ['resume'] }];
}

/** What a check found and what would satisfy it. */
function saidBy(check: GateCheck): Pick<Finding, 'text' | 'remedy'> {
  return {
    text: phraseOf('detail', check) ?? '',
    remedy: phraseOf('remedy', check) ?? '',
  };
}

/** An emergency says why it cannot wait. */
export function unexplainedFindings({
  content,
}: Pick<Facts, 'content'>): Finding[] {
  return content.justified
    ? []
    : [
        edited(
          'justification',
          'An emergency says why it cannot wait.',
          'Write what is broken and what waiting would cost.',
        ),
      ];
}

/** Each approval that is asked for and missing. */
export function approvalFindings(facts: Facts, world: World): Finding[] {
  const standing = standingOf(facts, world);
  const remedy = isOwed(facts)
    ? say`Have it approved by ${time(facts.ahead!.dueAt)}.`
    : 'Have it approved.';
  const wanted = changesRequestedOf(facts).map(request => ({
    guard: 'approvals',
    key: `request:${request.approver}`,
    text: say`${person(request.approver)} requested changes.`,
    remedy: changesRequestedRemedy(facts, [request]),
    mendedBy: hasStarted(facts.state)
      ? (['approve'] as const)
      : (['edit', 'approve'] as const),
    who: hasStarted(facts.state)
      ? [request.approver]
      : whoAnswers('edit', facts, world),
  }));
  const missing = (standing?.requirements ?? [])
    .filter(r => !r.satisfied)
    .map(({ group, count, approvals, eligible, lapsed = [], ...asked }) => ({
      guard: 'approvals',
      key: group,
      text: joined(
        [
          say`Approval is missing from ${person(group)} (${
            approvals.length
          } of ${count}): ${phraseOf('reason', asked) ?? ''}.`,
          ...lapsed.map(l => phraseOf('reason', l) ?? ''),
        ],
        ' ',
      ),
      remedy: eligible.length
        ? remedy
        : 'Nobody left can give it: change who is involved, or ask for approval again.',
      mendedBy: eligible.length ? ['approve' as const] : [],
      who: [...new Set(eligible.map(e => e.user))].sort(),
    }));
  return [...wanted, ...missing];
}

/** Each reason why it cannot be submitted. What keeps a submitted change in Assess is asked apart. */
export function submitFindings(facts: Facts, world: World): Finding[] {
  const { type, content } = facts;
  const missing: Finding[] = [
    ...wholenessFindings(facts, world),
    ...(type === 'emergency' ? unexplainedFindings(facts) : []),
    ...(type !== 'normal' && !content.window
      ? [edited('window', 'No window is planned.', 'Plan a window.')]
      : []),
  ];
  if (type !== 'standard') {
    return [...missing, ...noApproverFindings(facts, world)];
  }
  return [
    ...missing,
    ...templateProblems(facts, world).map((problem, i) => ({
      ...edited(
        'template',
        problem,
        'Choose a template that fits, or make it a normal change.',
      ),
      key: String(i),
    })),
    ...(facts.rejected
      ? [
          edited(
            'rejected',
            'It was rejected; a template does not approve it instead.',
            'Submit it as a normal change.',
          ),
        ]
      : []),
    ...rejectedFindings(facts, world).map(finding => ({
      ...finding,
      guard: 'rejected',
      mendedBy: ['edit' as const],
    })),
  ];
}

/** That what nobody has to approve was rejected under another number. */
function rejectedFindings(facts: Facts, world: World): Finding[] {
  const before = rejectedContentOf(facts, world);
  if (!before) return [];
  return [
    {
      guard: 'approvals',
      key: before.number,
      ...rejectedContentSaid(facts, before),
      mendedBy: isAwaitingApproval(facts) ? ['approve'] : [],
    },
  ];
}

/** Each reason why approval of a submitted normal change is not asked for yet. */
export function askFindings(facts: Facts, world: World): Finding[] {
  return [
    ...(facts.content.window
      ? []
      : [edited('window', 'No window is planned.', 'Plan a window.')]),
    ...conflictFindings(facts, world, true),
    ...wholenessFindings(facts, world),
    ...noApproverFindings(facts, world),
  ];
}

/** Each reason why approval cannot be asked for again, beside those that ask for it. */
export function askAgainFindings(facts: Facts, world: World): Finding[] {
  return [
    ...wholenessFindings(facts, world),
    ...noApproverFindings(facts, world),
  ].map(finding => ({
    ...finding,
    // After the start nothing of a change is edited.
    mendedBy: hasStarted(facts.state) ? [] : finding.mendedBy,
  }));
}

/** Items, environment and plan must be what anybody can judge. */
function wholenessFindings(facts: Facts, world: World): Finding[] {
  const { content } = facts;
  const noCommit =
    content.planDigest && !content.commit && needsCommit(facts, world);
  return [
    ...itemFindings(facts, world),
    ...(noCommit
      ? [
          edited(
            'commit',
            `A plan for ${content.environment} needs its commit: what data sources read, provisioners run and Terraform defers is not in the plan.`,
            'Name the commit the plan was made from.',
          ),
        ]
      : []),
  ];
}

function noApproverFindings(facts: Facts, world: World): Finding[] {
  return approvalProblems(facts, world).map((problem, i) => ({
    ...edited(
      'approvers',
      problem,
      'Have the missing people named, or change who is involved in the change.',
    ),
    key: String(i),
  }));
}

function edited(guard: string, text: Phrase, remedy: Phrase): Finding {
  return { guard, text, remedy, mendedBy: ['edit'] };
}

const parts: Partial<
  Record<GateCheckId, (facts: Facts, world: World) => Finding[]>
> = {
  freeze: (facts, world) =>
    freezesInForce(facts.type, world.freezes).map(({ title, until }) => ({
      guard: 'freeze',
      key: title,
      text: say`The change freeze "${title}" is in force${
        until ? say` until ${time(until)}` : ''
      }.`,
      remedy:
        'Move the window behind the freeze, or have it ended by whoever declared it.',
      mendedBy: ['edit'],
      at: until,
    })),
  conflicts: (facts, world) => conflictFindings(facts, world, false),
  approvals: (facts, world) => [
    ...rejectedFindings(facts, world),
    ...(isAwaitingApproval(facts) && standingOf(facts, world)?.current
      ? approvalFindings(facts, world)
      : []),
  ],
  policy: (facts, world) =>
    facts.type === 'standard'
      ? templateProblems(facts, world).map((problem, i) => ({
          guard: 'policy',
          key: String(i),
          text: problem,
          remedy:
            'Open the change again from the template as it stands now, or as a normal change.',
          mendedBy: ['edit'],
        }))
      : [],
  items: itemFindings,
  demands: demandFindings,
};

/** The failed checks, each as the reasons it is made of: a check that was not taken apart is one reason itself. */
function takenApart(
  checks: readonly GateCheck[],
  facts: Facts,
  world: World,
): Finding[] {
  return checks
    .filter(check => !check.passed)
    .flatMap(check => {
      const found = parts[check.id]?.(facts, world) ?? [];
      return found.length ? found : [whole(check, facts, world)];
    });
}

function whole(check: GateCheck, facts: Facts, world: World): Finding {
  const { id } = check;
  const { window } = facts.content;
  const opens =
    id === 'window' && window && millis(world.at) < millis(window.start)
      ? window.start
      : undefined;
  return {
    guard: id,
    ...saidBy(check),
    mendedBy: opens ? [] : mends(id, facts, world),
    at: opens,
  };
}

function mends(id: GateCheckId, facts: Facts, world: World): ActionVerb[] {
  switch (id) {
    case 'hold':
      return ['resume'];
    case 'window':
      return ['edit'];
    case 'policy':
      return ['authorize'];
    case 'approvals':
      if (facts.type === 'standard') return ['submit'];
      if (isAwaitingApproval(facts)) return ['approve'];
      return whatRose(facts, world).length || facts.asked ? ['authorize'] : [];
    default:
      return [];
  }
}

/** @param asking - Before approval is asked for, a freeze is a conflict like others; afterwards it has a check of its own. */
function conflictFindings(
  facts: Facts,
  world: World,
  asking: boolean,
): Finding[] {
  const open = conflictsOf(facts, world).filter(
    c => !c.accepted && (asking || c.kind !== 'freeze'),
  );
  return [
    ...open.map(({ key, acceptable, ...conflict }) => ({
      guard: 'conflicts',
      key,
      text: explanationOf(conflict),
      remedy: acceptable
        ? 'Move the window, or accept the conflict with a justification.'
        : 'Move the window.',
      mendedBy: acceptable
        ? (['accept-conflict', 'edit'] as const)
        : (['edit'] as const),
    })),
    ...(world.conflictsTruncated
      ? [edited('conflicts', conflictsMissed, conflictsMissedRemedy)]
      : []),
  ];
}

function itemFindings(
  { content }: Pick<Facts, 'content'>,
  world: World,
): Finding[] {
  const known = new Set(world.items.map(item => item.entityRef));
  const gone = content.items.filter(ref => !known.has(ref));
  if (gone.length) {
    return gone.map(ref => ({
      ...edited(
        'items',
        say`The catalog does not have ${entity(
          ref,
        )} any more, so nobody can say who answers for it.`,
        'Register it again, or name what took its place and ask for approval again.',
      ),
      key: ref,
    }));
  }
  return floorProblems(content, world.items, world.environments).map(
    (problem, i) => ({
      ...edited(
        'items',
        phraseOf('message', problem) ?? '',
        'Edit the change and ask for approval again.',
      ),
      key: String(i),
    }),
  );
}

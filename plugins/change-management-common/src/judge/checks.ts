import {
  entity,
  joined,
  millis,
  Part,
  person,
  Phrase,
  phraseOf,
  record,
  say,
  Sentence,
  time,
  TimeWindow,
  told,
} from '@countersign/plugin-governance-common';
import { changesRequestedOf, Facts, hasStarted } from '../facts/facts';
import { currentSubjectDigest } from '../facts/subject';
import {
  ActiveFreeze,
  ChangesRequest,
  ChangeState,
  ChangeType,
  Conflict,
  GateCheck,
  GateCheckId,
  RejectedContent,
} from '../model';
import { checkStandardTemplate } from '../policy/checkStandardTemplate';
import { explanationOf } from '../schedule/explanations';
import { withAcceptances } from '../schedule/findConflicts';
import { floorProblems, floorText } from './floor';
import { highestRisk } from './risk';
import { standingOf, whatRose } from './standing';
import { World } from './world';

export const passed = (id: GateCheckId, detail: Phrase): GateCheck => ({
  id,
  passed: true,
  ...told('detail', detail),
});

export const failed = (
  id: GateCheckId,
  detail: Phrase,
  remedy: Phrase,
): GateCheck => ({
  id,
  passed: false,
  ...told('detail', detail),
  ...told('remedy', remedy),
});

export function checkState(change: {
  number: string;
  type: ChangeType;
  state: ChangeState;
}): GateCheck {
  if (change.type === 'retrospective') {
    return failed(
      'state',
      say`${record(
        change.number,
      )} was opened after the fact and covers no further deployment.`,
      'Open a change for this deployment.',
    );
  }
  if (change.state === 'scheduled' || change.state === 'implement') {
    return passed(
      'state',
      say`${record(change.number)} is in state ${change.state}.`,
    );
  }
  const remedy: Record<
    Exclude<ChangeState, 'scheduled' | 'implement'>,
    string
  > = {
    new: 'Submit the change.',
    assess: 'Resolve what the assessment found, then ask for approval.',
    authorize:
      change.type === 'emergency'
        ? 'Have it approved, or start the emergency change and have it approved afterwards.'
        : 'Have it approved by those it waits for.',
    review: 'It was implemented already: open a new change.',
    closed: 'It is closed: open a new change.',
    canceled: 'It was canceled: open a new change.',
  };
  return failed(
    'state',
    say`${record(change.number)} is in state ${
      change.state
    }; a deployment needs Scheduled or Implement.`,
    remedy[change.state],
  );
}

export function checkHold(change: {
  number: string;
  hold?: { since: string; reason?: string };
}): GateCheck {
  return change.hold
    ? failed(
        'hold',
        say`${record(change.number)} is on hold${
          change.hold.reason ? `: ${change.hold.reason}` : '.'
        }`,
        'Resume the change once the reason is gone.',
      )
    : passed('hold', 'It is not on hold.');
}

export function checkWindow(
  window: TimeWindow | undefined,
  now: string,
): GateCheck {
  if (!window) {
    return failed(
      'window',
      'No window is planned.',
      'Plan a window and have it approved.',
    );
  }
  const span = say`${time(window.start)} to ${time(window.end)}`;
  // Negated so that an unreadable instant, which compares false with everything, refuses.
  if (!(millis(now) >= millis(window.start))) {
    return failed(
      'window',
      say`The window, ${span}, has not opened yet.`,
      say`Wait until ${time(window.start)}.`,
    );
  }
  if (!(millis(now) < millis(window.end))) {
    return failed(
      'window',
      say`The window, ${span}, is over.`,
      'Plan a new window; the change must then be approved again.',
    );
  }
  return passed('window', say`Inside the window, ${span}.`);
}

/** The freezes that stop a change of this type. */
export function freezesInForce(
  type: ChangeType,
  freezes: readonly ActiveFreeze[],
): ActiveFreeze[] {
  return freezes.filter(
    freeze => !(type === 'emergency' && freeze.allowEmergency),
  );
}

export function checkFreeze(
  type: ChangeType,
  freezes: readonly ActiveFreeze[],
): GateCheck {
  const inForce = freezesInForce(type, freezes);
  if (inForce.length) {
    const names = inForce.map(f =>
      f.until ? say`"${f.title}" until ${time(f.until)}` : `"${f.title}"`,
    );
    return failed(
      'freeze',
      say`A change freeze is in force: ${joined(names, ', ')}.`,
      'Move the window behind the freeze, or have the freeze ended by whoever declared it.',
    );
  }
  return passed(
    'freeze',
    freezes.length
      ? 'The change freeze in force lets emergency changes through.'
      : 'No change freeze is in force.',
  );
}

/** So many conflicts stand in a sentence; of the rest, their number. */
const NAMED = 5;

/** What is said where conflicts may have been missed. */
export const conflictsMissed =
  'More changes overlap this one than can be compared, so conflicts may have been missed.';
export const conflictsMissedRemedy =
  'Move the window to a quieter time, or split the change.';

/** The conflicts of a moment with the answers of this round that hold for them. */
export function conflictsOf(
  facts: Pick<Facts, 'acceptances' | 'round'>,
  world: Pick<World, 'conflicts'>,
): Conflict[] {
  return withAcceptances(
    world.conflicts,
    facts.acceptances.filter(a => a.round === facts.round),
  );
}

/** Conflicts that stand in the way. A freeze is judged by whether it is in force now; see {@link checkFreeze}. */
export function checkConflicts(facts: Facts, world: World): GateCheck {
  const conflicts = conflictsOf(facts, world);
  const open = conflicts.filter(c => !c.accepted && c.kind !== 'freeze');
  if (open.length) {
    return failed(
      'conflicts',
      joined(
        [
          `${
            open.length === 1
              ? 'One conflict is'
              : `${open.length} conflicts are`
          } unresolved:`,
          ...open.slice(0, NAMED).map(explanationOf),
          ...(open.length > NAMED ? [`And ${open.length - NAMED} more.`] : []),
          ...(world.conflictsTruncated ? [conflictsMissed] : []),
        ],
        ' ',
      ),
      open.every(c => c.acceptable)
        ? 'Move the window, or accept each conflict with a justification.'
        : 'Move the window.',
    );
  }
  if (world.conflictsTruncated) {
    return failed('conflicts', conflictsMissed, conflictsMissedRemedy);
  }
  return passed(
    'conflicts',
    conflicts.some(c => c.accepted)
      ? 'Every conflict was accepted with a justification.'
      : 'Nothing conflicts.',
  );
}

/** Why the template that pre-approves a standard change does not cover it as it stands, in sentences. */
export function templateProblems(facts: Facts, world: World): Phrase[] {
  const { content } = facts;
  if (!content.template) {
    return [
      'A standard change is made from a template, and this one names none.',
    ];
  }
  if (!world.template) {
    return [`The template ${content.template.id} is gone.`];
  }
  const accepted = conflictsOf(facts, world).filter(c => c.accepted);
  const beyond = accepted.filter(
    c => !world.template!.acceptConflicts.some(kind => kind === c.kind),
  );
  return [
    ...checkStandardTemplate(
      world.template,
      content,
      world.items,
      highestRisk(content.risk, world.risk) ?? { level: 'low' },
    ),
    ...beyond.map(
      c => say`Its user may not accept this conflict: ${explanationOf(c)}`,
    ),
  ];
}

export function checkPolicy(facts: Facts, world: World): GateCheck {
  if (facts.type === 'standard') {
    const problems = templateProblems(facts, world);
    return problems.length
      ? failed(
          'policy',
          say`The template that pre-approves this change does not cover it: ${joined(
            problems,
            ' ',
          )}`,
          'Open the change again from the template as it stands now, or as a normal change.',
        )
      : passed(
          'policy',
          `Template ${facts.content.template?.id} covers it as it stands.`,
        );
  }
  const { asked } = facts;
  if (asked?.policy.digest === world.policyDigest) {
    return passed(
      'policy',
      `The policies are those it was submitted under ("${asked.policy.name}").`,
    );
  }
  return failed(
    'policy',
    asked
      ? 'The approval policies have changed since approval was asked for.'
      : 'No approval policy was applied.',
    'Ask for approval again under the current policies.',
  );
}

/** The items are in the catalog, and they and the environment are at least what the change touches. */
export function checkItems(facts: Facts, world: World): GateCheck {
  const { content } = facts;
  const known = new Set(world.items.map(item => item.entityRef));
  const missing = content.items.filter(ref => !known.has(ref));
  if (missing.length) {
    return failed(
      'items',
      say`The catalog does not have ${joined(
        missing.map(entity),
        ', ',
      )} any more, so nobody can say who answers for it.`,
      'Register it again, or name what took its place and ask for approval again.',
    );
  }
  const [problem, ...more] = floorProblems(
    content,
    world.items,
    world.environments,
  );
  return problem
    ? failed(
        'items',
        floorText([problem, ...more]),
        'Edit the change and ask for approval again.',
      )
    : passed('items', 'The catalog has every item it names.');
}

/** What ends a request for changes. What has started is not edited any more. */
export function changesRequestedRemedy(
  { state }: Pick<Facts, 'state'>,
  wanted: readonly Pick<ChangesRequest, 'approver'>[],
): Sentence {
  const who = peopleOf(
    wanted.map(r => r.approver),
    ' and ',
  );
  return hasStarted(state)
    ? say`Have ${who} approve what was done, or have it rejected.`
    : say`Edit the change as requested, or have ${who} approve it or withdraw the request.`;
}

/** Whether a change may go ahead that nobody approved: a template pre-approves it, or it is an emergency. */
export function goesUnapproved({
  type,
  approvedAt,
}: Pick<Facts, 'type' | 'approvedAt'>): boolean {
  return (
    type === 'standard' || (type === 'emergency' && approvedAt === undefined)
  );
}

/**
 * As what else the content of a change was rejected that may go ahead unapproved: a new number does not let it go ahead
 * where another type would not.
 */
export function rejectedContentOf(
  facts: Pick<Facts, 'type' | 'approvedAt'>,
  { rejections }: Pick<World, 'rejections'>,
): RejectedContent | undefined {
  return goesUnapproved(facts) ? rejections[0] : undefined;
}

/** That it was, and what lets it go ahead. */
export function rejectedContentSaid(
  { type }: Pick<Facts, 'type'>,
  { number, at }: RejectedContent,
): { text: Sentence; remedy: string } {
  return {
    text: say`Its plan or commit was rejected at ${time(at)} as ${record(
      number,
    )}, and not approved since.`,
    remedy:
      type === 'standard'
        ? 'Open it as a normal change and have it approved.'
        : 'Have it approved; a new emergency does not let it go ahead before.',
  };
}

/** Each person once. */
function peopleOf(refs: readonly string[], separator: string): Sentence {
  return joined([...new Set(refs)].map(person), separator);
}

export function checkApprovals(facts: Facts, world: World): GateCheck {
  if (facts.rejected) {
    return failed(
      'approvals',
      say`It was rejected at ${time(facts.rejected.at)} by ${person(
        facts.rejected.by,
      )}, and not approved since.`,
      'Have it approved; no other type of change lets it go ahead before.',
    );
  }
  const before = rejectedContentOf(facts, world);
  if (before) {
    const { text, remedy } = rejectedContentSaid(facts, before);
    return failed('approvals', text, remedy);
  }
  if (facts.type === 'standard') {
    return facts.approvedAt !== undefined && currentSubjectDigest(facts)
      ? passed('approvals', 'Pre-approved by its template.')
      : failed(
          'approvals',
          'It is not pre-approved.',
          'Submit it from its template.',
        );
  }
  if (facts.ahead && facts.approvedAt === undefined) {
    return checkDue(facts.ahead.dueAt, world.at);
  }
  const approvals = standingOf(facts, world);
  if (!approvals) {
    return failed(
      'approvals',
      'No policy says who approves it, or the approvals cannot be read.',
      'Submit the change under a policy that matches it.',
    );
  }
  if (!approvals.current) {
    return failed(
      'approvals',
      'What was approved is not what stands there now.',
      'Ask for approval again.',
    );
  }
  const wanted = changesRequestedOf(facts);
  if (wanted.length) {
    return failed(
      'approvals',
      say`${peopleOf(
        wanted.map(r => r.approver),
        ' and ',
      )} requested changes: ${wanted
        .map(r => `“${r.comment.trim()}”`)
        .join(' ')}`,
      changesRequestedRemedy(facts, wanted),
    );
  }
  const missing = approvals.requirements.filter(r => !r.satisfied);
  if (
    missing.length ||
    !approvals.satisfied ||
    facts.approvedAt === undefined
  ) {
    const rose = whatRose(facts, world);
    const lapsed = approvals.requirements.flatMap(r => r.lapsed ?? []);
    return failed(
      'approvals',
      missing.length
        ? joined(
            [
              say`Approval is missing from ${joined(
                missing.map(
                  r =>
                    say`${person(r.group)} (${r.approvals.length} of ${
                      r.count
                    })`,
                ),
                ', ',
              )}.`,
              ...rose,
              ...new Map<string, Part>(
                lapsed.map(l => [l.reason, phraseOf('reason', l) ?? '']),
              ).values(),
            ],
            ' ',
          )
        : 'The approvals are not complete.',
      rose.length
        ? 'Ask for approval again, so that those who are asked now can answer.'
        : 'Have those who are missing approve it.',
    );
  }
  const given = approvals.requirements.flatMap(r => r.approvals);
  return passed(
    'approvals',
    given.length
      ? say`Approved by ${peopleOf(
          given.map(a => a.approver),
          ', ',
        )}.`
      : 'The policy asks for no approval.',
  );
}

/** An emergency change that went ahead is let through until its approval is overdue. */
export function checkDue(dueAt: string | undefined, now: string): GateCheck {
  return dueAt && millis(now) < millis(dueAt)
    ? passed(
        'approvals',
        say`An emergency that went ahead; it must be approved by ${time(
          dueAt,
        )}.`,
      )
    : failed(
        'approvals',
        'The time to approve this emergency change has passed.',
        'Have it approved now.',
      );
}

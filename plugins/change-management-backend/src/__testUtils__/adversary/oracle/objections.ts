import { Change } from '@countersign/plugin-change-management-common';
import { Estate } from '../../memory/MemoryCatalog';
import { Budget } from '../budget';
import { Plans, PolicyName, touches } from '../estate';
import { CaseFile, Given } from './CaseFile';
import {
  answersFor,
  bringTheSame,
  contentOf,
  differenceOf,
  rejectableOf,
} from './content';
import { budgetDemand, demandsOf, isMet, Scope, strictest } from './policy';

/** The world after a step. */
export interface World {
  step: number;
  at: number;
  estate: Estate;
  policies: PolicyName;
  budget: Budget;
}

/** A freeze, as whoever declared it knows it. */
export interface Freeze {
  from: number;
  to: number;
  declared: number;
  ended?: number;
  environment?: string;
  critical: boolean;
  strict: boolean;
}

/** What the oracle knows beside the change. */
export interface Surroundings {
  world: World;
  /** The world when it was approved. */
  worldAt(step: number): World;
  files: readonly CaseFile[];
  freezes: readonly Freeze[];
  plans: Plans;
  /** Milliseconds since the game began. */
  since(instant: string): number;
}

/** Why a change must not go ahead, each as a slug; written down once, apart from whatever the product does. */
export function objectionsTo(
  file: CaseFile,
  at: number,
  around: Surroundings,
): string[] {
  const { step } = around.world;
  const detail = file.at(step);
  if (!detail) return ['not-opened'];
  const { change } = detail;
  const found: string[] = [];
  const scope = scopeOf(change, around);
  if (change.type === 'retrospective') found.push('retrospective');
  if (change.onHold) found.push('hold');
  const { window } = change;
  if (
    !window ||
    at < around.since(window.start) ||
    at >= around.since(window.end)
  ) {
    found.push('window');
  }
  if (scope.items.some(ref => !around.world.estate.items[ref])) {
    found.push('item-gone');
  }
  if (around.freezes.some(freeze => binds(freeze, change, scope, at, around))) {
    found.push('freeze');
  }
  found.push(...conflictsOf(file, change, around));
  const rejection = rejectionOf(file, change, step);
  if (rejection) found.push(rejection);
  const unmet = budgetOf(file, change, around);
  if (unmet) found.push(unmet);
  const elsewhere = isRejectedElsewhere(change, around)
    ? [`rejected-elsewhere-${change.type}`]
    : [];
  if (change.type === 'standard') return [...found, ...elsewhere];
  const missing = approvalsMissing(file, around);
  if (!missing) return found;
  if (change.type !== 'emergency' || !file.owed || file.owed.since > at) {
    return [...found, missing];
  }
  // An emergency that went ahead: it is let through for its term, unless what it brings was rejected.
  found.push(...elsewhere);
  if (at >= file.owed.dueAt) found.push('overdue');
  if (!change.justification) found.push('no-reason');
  return found;
}

/** What another area demands of a change that more approvals would not give it; undefined where nothing. */
function budgetOf(
  file: CaseFile,
  change: Change,
  { world: { step, budget } }: Surroundings,
): string | undefined {
  const demand = budgetDemand(budget);
  if (!demand) return undefined;
  // Nobody says of the template of the games that it mends anything, and a pre-approved change has no further approval.
  if (change.type === 'standard') {
    if (demand.allows === 'reliability') return 'budget-spent';
    return demand.require.length ? 'budget-standard' : undefined;
  }
  if (demand.allows === 'any' || change.type === 'emergency') return undefined;
  if (!change.reliabilityFix) return 'budget-spent';
  const believed = file
    .standing(step)
    .some(given => !flawOf(file, given, change, step));
  return believed ? undefined : 'budget-claimed';
}

/** Why what was approved does not suffice, by the facts after a step; undefined when it does. */
export function approvalsMissing(
  file: CaseFile,
  around: Surroundings,
): string | undefined {
  const { world } = around;
  const { step, estate, policies, budget } = world;
  const detail = file.at(step);
  if (!detail) return 'not-opened';
  const { change } = detail;
  const scope = scopeOf(change, around);
  const given = file.standing(step);
  const demands = demandsOf(scope, estate, world);
  const flawed = given.map(one => flawOf(file, one, change, step));
  const sound = given.filter((_, i) => !flawed[i]);
  if (isMet(demands, sound, estate)) {
    return file.wantedAt(step).length ? 'changes-requested' : undefined;
  }
  if (isMet(demands, given, estate)) return flawed.find(flaw => flaw);
  const declared = { items: change.items, environment: change.environment };
  if (isMet(demandsOf(declared, estate, world), given, estate)) {
    return scope.items.length > change.items.length
      ? 'floor-items'
      : 'floor-environment';
  }
  const last = given.at(-1);
  if (last) {
    const then = around.worldAt(last.step);
    const asked = demandsOf(scope, then.estate, then);
    if (isMet(asked, given, then.estate)) {
      if (then.policies !== policies) return 'policies-changed';
      if (then.budget !== budget) return 'budget-fell';
      return isMet(demands, given, then.estate) ? 'member-left' : 'item-raised';
    }
  }
  return 'approvals-missing';
}

/** Why an approval does not count. */
export function flawOf(
  file: CaseFile,
  { who, onBehalfOf, step: gave, seen }: Given,
  change: Change,
  step: number,
): string | undefined {
  const persons = [who, ...(onBehalfOf ? [onBehalfOf] : [])];
  const hand = file
    .handsAt(step)
    .find(
      h =>
        persons.includes(h.who) &&
        !(h.step > gave && (h.reported || h.as === 'accepted')),
    );
  if (hand) return `hand-${hand.as}`;
  const { implementer, planAuthors, requester } = change;
  const named = [
    requester,
    ...[implementer, ...planAuthors].filter(
      person => person !== undefined && !file.declined.has(person),
    ),
  ];
  if (persons.some(person => named.includes(person))) return 'hand-named';
  const then = contentOf(file.at(gave)!.change);
  const unseen = differenceOf(contentOf(seen.change), then);
  if (unseen) return `unseen-${unseen}`;
  const altered = differenceOf(then, contentOf(change));
  return altered && `subject-${altered}`;
}

/** What it is really about: what the plan touches too, in the strictest environment of any of it. */
export function scopeOf(
  change: Change,
  { plans, world }: Pick<Surroundings, 'plans' | 'world'>,
): Scope {
  const names = Object.keys(touches) as (keyof typeof touches)[];
  const plan = names.find(
    name => plans[name].outline.digest === change.plan?.digest,
  );
  const items = [
    ...new Set([...change.items, ...(plan ? [touches[plan]] : [])]),
  ];
  const { environment } = change;
  return {
    items,
    environment: strictest(environment, { items, environment }, world.estate),
  };
}

/** Whether this content was rejected and not approved since. */
export function rejectionOf(
  file: CaseFile,
  change: Change,
  step: number,
): string | undefined {
  const content = rejectableOf(change);
  const rejected = file.rejections
    .filter(r => r.step <= step && r.content === content)
    .at(-1);
  if (!rejected) return undefined;
  const since = file.standing(step).some(g => g.step > rejected.step);
  return since ? undefined : `rejected-${change.type}`;
}

/** Whether what it brings was rejected under whatever number, and exactly that is approved under none since. */
function isRejectedElsewhere(
  change: Change,
  { files, world: { step } }: Surroundings,
): boolean {
  const isApprovedSince = (each: CaseFile, rejectedIn: number) => {
    const approved = each.at(step)?.change;
    return (
      approved?.approvedAt !== undefined &&
      approved.type !== 'standard' &&
      approved.approvedAt !== each.at(rejectedIn)?.change.approvedAt &&
      answersFor(approved, change)
    );
  };
  return files.some(other =>
    other.rejections.some(
      rejected =>
        rejected.step <= step &&
        bringTheSame(rejected.change, change) &&
        !files.some(each => isApprovedSince(each, rejected.step)),
    ),
  );
}

function binds(
  freeze: Freeze,
  change: Change,
  scope: Scope,
  at: number,
  { world }: Surroundings,
): boolean {
  if (at < freeze.from || at >= freeze.to) return false;
  if (at < freeze.declared) return false;
  if (freeze.ended !== undefined && at >= freeze.ended) return false;
  if (change.type === 'emergency' && !freeze.strict) return false;
  const concerned = [change.environment, scope.environment];
  if (freeze.environment && !concerned.includes(freeze.environment)) {
    return false;
  }
  return (
    !freeze.critical ||
    scope.items.some(ref => world.estate.items[ref]?.tier === 'tier-1')
  );
}

const holding = ['assess', 'authorize', 'scheduled', 'implement'];

/** Others that do something to the same item at the same time, and nobody who may has accepted it. */
function conflictsOf(
  file: CaseFile,
  change: Change,
  { files, world: { step, estate } }: Surroundings,
): string[] {
  const { window } = change;
  if (!window) return [];
  return files.flatMap(other => {
    const theirs = other.at(step)?.change;
    if (
      other === file ||
      !theirs?.window ||
      // What a retrospective change records has happened.
      theirs.type === 'retrospective' ||
      !holding.includes(theirs.state) ||
      theirs.window.start >= window.end ||
      theirs.window.end <= window.start
    ) {
      return [];
    }
    const meets =
      theirs.environment === change.environment &&
      theirs.items.some(item => change.items.includes(item));
    // One person does not implement two changes at a time, wherever they are.
    const oneHand =
      theirs.implementer !== undefined &&
      theirs.implementer === change.implementer &&
      !file.acceptances.some(
        a =>
          a.key.startsWith('implementer:') &&
          a.other === other.number &&
          a.step <= step &&
          a.round === change.approvalRound,
      );
    if (oneHand) return ['conflict'];
    if (!meets) return [];
    const accepted = file.acceptances
      .filter(
        a =>
          !a.key.startsWith('implementer:') &&
          a.other === other.number &&
          a.step <= step &&
          a.round === change.approvalRound,
      )
      .at(-1);
    if (!accepted) return ['conflict'];
    const { start, end } = theirs.window;
    if (accepted.otherWindow !== `${start} ${end}`) {
      return ['acceptance-of-another-window'];
    }
    const given = file.standing(step);
    const late = given.some(g => g.step < accepted.step);
    if (!late || change.type === 'standard') return [];
    const approvedSince = given.some(g => g.step > accepted.step);
    const groups = estate.people[accepted.by]?.groups ?? [];
    const mayApprove = detailAsks(file, step, groups);
    return approvedSince || mayApprove ? [] : ['acceptance-after-approval'];
  });
}

function detailAsks(file: CaseFile, step: number, groups: string[]): boolean {
  const asked = file.at(step)?.approvals?.requirements ?? [];
  return asked.some(({ group }) => groups.includes(group));
}

/** What the state of a change says against a run. */
export function stateOf(file: CaseFile, step: number): string[] {
  const state = file.at(step)?.change.state;
  return state === 'scheduled' || state === 'implement'
    ? []
    : [`in-${state ?? 'nothing'}`];
}

/** What is presented otherwise than it stands there. */
export function presentedOtherwise(
  file: CaseFile,
  step: number,
  presented: { environment?: unknown; commit?: unknown; planDigest?: unknown },
): string[] {
  const change = file.at(step)?.change;
  if (!change) return [];
  const found: string[] = [];
  if (presented.commit !== change.commit) found.push('another-commit');
  if (presented.planDigest !== change.plan?.digest) found.push('another-plan');
  const { environment } = presented;
  if (environment !== undefined && environment !== change.environment) {
    found.push('another-environment');
  }
  return found;
}

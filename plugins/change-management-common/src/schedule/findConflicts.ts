import {
  TimeWindow,
  mergeIntervals,
  rememberedBy,
  told,
  toInterval,
  windowsOverlap,
  occurrences,
} from '@countersign/plugin-governance-common';
import { Sha256Digest, digestOf } from '@countersign/plugin-ledger-common';
import { CalendarChange, Conflict, ScheduleRule } from '../model';
import { applicableRules } from './applicableRules';
import { Entanglement, Entanglements } from './entanglements';
import {
  explainEntanglement,
  explainFreeze,
  explainOutsideMaintenance,
} from './explanations';
import { PlacedChange, Surroundings } from './input';

/** A conflict a person answered for. */
export interface AcceptedConflict {
  key: string;
  by: string;
  /** ISO 8601. */
  at: string;
  justification: string;
  /** Both ends as they were; see `Conflict.ends`. One that does not say holds for nothing. */
  ends?: Sha256Digest;
}

export interface ConflictInput extends Surroundings {
  change: PlacedChange & { window: TimeWindow };
  accepted?: readonly AcceptedConflict[];
}

const order: readonly Conflict['kind'][] = [
  'freeze',
  'same-item',
  'dependency',
  'outside-maintenance',
  'implementer',
];

/**
 * Everything that speaks against the window of a change, each with the path that causes it. Windows are half open:
 * those that only touch do not overlap. Freezes first, then what concerns the items, then the implementer.
 *
 * Withdrawn rules (`endedAt`) and changes that do not hold a window any more may be in the input; they cause nothing.
 */
export function findConflicts(input: ConflictInput): Conflict[] {
  const { change, others } = input;
  const { freezes, maintenance } = applicableRules(change, input);
  const entanglements = new Entanglements(change, input);
  const found = [
    ...freezes.flatMap(rule => freezeConflicts(rule, change.window)),
    ...others
      .filter(other => windowsOverlap(change.window, other.window))
      .flatMap(other =>
        entanglements
          .of(other)
          .map(e => entanglementConflict(e, change, other)),
      ),
    ...Array.from(maintenance).flatMap(([item, covering]) =>
      outsideMaintenance(item, covering, change),
    ),
  ];
  return withAcceptances(
    found.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)),
    input.accepted ?? [],
  );
}

/**
 * The conflicts with the answers that hold for them: an acceptance holds while both ends are what they were, so that
 * a change that is moved or grows is looked at again.
 */
export function withAcceptances<C extends Omit<Conflict, 'accepted'>>(
  conflicts: readonly C[],
  accepted: readonly AcceptedConflict[],
): (C & Pick<Conflict, 'accepted'>)[] {
  return conflicts.map(conflict => {
    const answer = accepted.findLast(
      a =>
        conflict.acceptable &&
        a.key === conflict.key &&
        a.ends !== undefined &&
        a.ends === conflict.ends,
    );
    if (!answer) return conflict;
    const { by, at, justification } = answer;
    return { ...conflict, accepted: { by, at, justification } };
  });
}

function freezeConflicts(rule: ScheduleRule, window: TimeWindow): Conflict[] {
  return occurrences(rule, window.start, window.end).map(occurrence => ({
    key: `freeze:${rule.id}:${occurrence.start}`,
    kind: 'freeze',
    ...told('explanation', explainFreeze(rule, occurrence)),
    rule: { id: rule.id, title: rule.title, window: occurrence },
    acceptable: false,
  }));
}

function outsideMaintenance(
  item: string,
  covering: readonly ScheduleRule[],
  { window, environment }: ConflictInput['change'],
): Conflict[] {
  const { start, end } = toInterval(window);
  const open = mergeIntervals(
    covering.flatMap(rule =>
      occurrences(rule, window.start, window.end).map(toInterval),
    ),
  );
  if (open.some(o => o.start <= start && end <= o.end)) {
    return [];
  }
  const [first] = covering;
  return [
    {
      key: `outside-maintenance:${item}`,
      kind: 'outside-maintenance',
      ...told(
        'explanation',
        explainOutsideMaintenance(item, covering, open.length > 0),
      ),
      rule: { id: first.id, title: first.title },
      item,
      ends: digestOf([
        { item, window, environment },
        covering.map(rule => [
          rule.id,
          rule.start,
          rule.end,
          rule.rrule ?? null,
        ]),
      ]),
      acceptable: true,
    },
  ];
}

/** What of a change an acceptance is about. */
function endOf({
  number,
  items,
  environment,
  window,
}: ConflictInput['change']) {
  return {
    // A draft has no number yet, and nobody accepts anything for it.
    number: number ?? null,
    items: [...new Set(items)].sort(),
    environment,
    window: [window.start, window.end],
  };
}

/** Two changes in each other's way are looked at by every gate, page and list that shows one of them. */
const digestOfEnds = rememberedBy(
  (ends: ReturnType<typeof endOf>[]) => JSON.stringify(ends),
  digestOf,
);

function entanglementConflict(
  entanglement: Entanglement,
  change: ConflictInput['change'],
  other: CalendarChange,
): Conflict {
  const { number, title, window, risk } = other;
  const item = ownItemOf(entanglement);
  return {
    key: `${entanglement.kind}:${number}:${causeOf(entanglement)}`,
    kind: entanglement.kind,
    ...told('explanation', explainEntanglement(entanglement, other)),
    other: { number, title, window, ...(risk && { risk: risk.level }) },
    ...(item && { item }),
    ...(entanglement.kind === 'dependency' && { path: entanglement.path }),
    ends: digestOfEnds([endOf(change), endOf(other)]),
    acceptable: true,
  };
}

/** The item of this change that is concerned, if it is one. */
function ownItemOf(entanglement: Entanglement): string | undefined {
  switch (entanglement.kind) {
    case 'same-item':
      return entanglement.items[0];
    case 'dependency':
      return entanglement.item;
    default:
      return undefined;
  }
}

/** What the key tells apart: a conflict accepted over one item is not accepted once the other change adds a second. */
function causeOf(entanglement: Entanglement): string {
  switch (entanglement.kind) {
    case 'same-item':
      return entanglement.items.length === 1
        ? entanglement.items[0]
        : digestOf(entanglement.items);
    case 'dependency':
      return entanglement.item;
    default:
      return entanglement.implementer;
  }
}

import {
  CallerKind,
  EntryData,
  EntrySchemas,
  EntryType,
  record,
  Refusal,
  refuse,
  say,
} from '@countersign/plugin-governance-common';

/** What a judge says. */
export type Verdict = { ok: true } | { ok: false; refusal: Refusal };

/** Nothing speaks against it. */
export const allowed: Verdict = { ok: true };

/** Who asks. */
export interface Actor {
  /** Entity ref of a user, or the subject of a service. */
  ref: string;
  by: CallerKind;
}

/** An entry as a fold takes it in. */
export interface LifeEntry {
  type: string;
  subject: string;
  actor: string;
  occurredAt: string;
  data: unknown;
}

/** Who wrote an entry, and when. */
export interface Signed {
  by: string;
  at: string;
}

/** What each type of entry makes of the facts. */
export type Appliers<F, S extends EntrySchemas> = {
  [T in EntryType<S>]: (facts: F, data: EntryData<S, T>, signed: Signed) => F;
};

/** The rule of a verb: the entry it leaves, in which states it is open, and to whom. */
export interface VerbRule {
  entry: string;
  states: readonly string[];
  by: readonly CallerKind[];
}

/** Who wrote an entry, as the judge knows them. */
export function writerOf({
  actor,
  data,
}: Pick<LifeEntry, 'actor' | 'data'>): Actor {
  if (actor === 'plugin:compliance-evidence') {
    return { ref: actor, by: 'system' };
  }
  if (!actor.startsWith('user:')) return { ref: actor, by: 'service' };
  const { via } = (data ?? {}) as { via?: unknown };
  return { ref: actor, by: via === undefined ? 'person' : 'assisted' };
}

/** The same person, however their name is written. */
export function samePerson(a: string | undefined, b: string): boolean {
  return a?.toLocaleLowerCase('en-US') === b.toLocaleLowerCase('en-US');
}

/**
 * Makes the fold of one kind of record. It is pure and total: what does not fit what stands changes nothing.
 *
 * @param begin - What the opening entry makes.
 */
export function foldOf<
  F extends { number: string },
  S extends EntrySchemas,
  O extends EntryType<S>,
>(
  schemas: S,
  opening: O,
  begin: (number: string, data: EntryData<S, O>, signed: Signed) => F,
  appliers: Omit<Appliers<F, S>, O>,
): (facts: F | undefined, entry: LifeEntry) => F | undefined {
  return (facts, entry) => {
    if (!Object.hasOwn(schemas, entry.type)) return facts;
    const read = schemas[entry.type].safeParse(entry.data);
    if (!read.success) return facts;
    const signed = {
      by: entry.actor.toLocaleLowerCase('en-US'),
      at: entry.occurredAt,
    };
    if (entry.type === opening) {
      return (
        facts ?? begin(entry.subject, read.data as EntryData<S, O>, signed)
      );
    }
    if (!facts || facts.number !== entry.subject) return facts;
    const apply = (appliers as Appliers<F, S>)[entry.type as EntryType<S>];
    return apply(facts, read.data as never, signed);
  };
}

/** What the table of verbs alone says: whether this caller may do it in this state. */
export function judgeByTable(
  { number, state }: { number: string; state: string },
  rule: VerbRule,
  who: Actor,
  ended: readonly string[],
): Verdict {
  if (!rule.by.includes(who.by)) {
    return refuse(
      'person',
      'Only a person does this, and not through another plugin.',
      'Do it in the portal.',
    );
  }
  if (!rule.states.includes(state)) {
    return refuse(
      'state',
      say`${record(number)} is ${state}; this needs ${rule.states.join(
        ' or ',
      )}.`,
      ended.includes(state)
        ? say`Nothing more is done with ${record(number)}.`
        : 'Take the steps between them first.',
    );
  }
  return allowed;
}

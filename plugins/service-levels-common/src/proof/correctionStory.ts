import {
  alone,
  CallerKind,
  ClaimBookOf,
  entriesBeside,
  EntryData,
  person,
  phraseOf,
  record,
  Refusal,
  say,
  StoryContext,
  StoryKind,
  StoryResultOf,
  time,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { correctionNumber } from '../api/corrections';
import {
  CorrectionFacts,
  correctionState,
  CorrectionState,
  foldCorrection,
  judgeConfirming,
  judgeEntering,
  judgeWithdrawing,
  SeenChange,
} from '../corrections';
import { serviceLevelEntries, ServiceLevelEntries } from '../ledger/entries';

const claims = {
  opened: 'The story begins with the entering of this correction',
  readable: 'Every entry has the form of its type and is about this correction',
  entered: 'It was entered by a person, for a time that may be left out',
  confirmed: 'Only somebody without a part in the service confirmed it',
  change: 'The change it relies on is seen as it was',
  withdrawn: 'A person withdrew it, once',
};
type Claim = keyof typeof claims;

const idle: Record<Claim, string> = {
  opened: 'There are no entries.',
  readable: 'There are no entries.',
  entered: 'It was not entered.',
  confirmed: 'Nobody confirmed it.',
  change: 'It relies on no change.',
  withdrawn: 'Nobody withdrew it.',
};

type Verdict = { ok: true } | { ok: false; refusal: Refusal };
type Data<T extends keyof ServiceLevelEntries & string> = EntryData<
  ServiceLevelEntries,
  T
>;

/** Between looking at a change and writing down what was seen. */
const LOOKING_MS = 60_000;

/** Of what was entered before limits were on record. */
const unlimited = {
  back: Infinity,
  ahead: Infinity,
  longest: Infinity,
  share: 1,
  shareOutsideHours: 1,
};

/** Goes through the entries of one correction, and asks the judge again what each of them was allowed by. */
class CorrectionTeller {
  readonly #told: LedgerEntry[] = [];
  readonly relies = new Set<string>();
  facts: CorrectionFacts | undefined;

  constructor(
    private readonly number: string,
    private readonly book: ClaimBookOf<Claim>,
    private readonly context: StoryContext,
  ) {}

  tell(entry: LedgerEntry): void {
    const { type, subject, id } = entry;
    const isOurs =
      serviceLevelEntries.is(type) &&
      type.startsWith('correction.') &&
      subject === this.number &&
      serviceLevelEntries.schemas[type].safeParse(withoutVia(entry.data))
        .success;
    this.book.check(
      'readable',
      isOurs,
      {
        pass: 'All are.',
        fail: say`${type} about ${record(subject)} is none of this correction.`,
      },
      id,
    );
    if (!isOurs) return;
    const before = this.facts;
    if (type === 'correction.entered') {
      this.book.check(
        'opened',
        before === undefined,
        {
          pass: say`${person(entry.actor)} entered it at ${time(
            entry.occurredAt,
          )}.`,
          fail: say`It was entered again at ${time(entry.occurredAt)}.`,
        },
        id,
      );
      if (!before) this.#entered(entry);
    } else if (!before) {
      this.book.refutes('opened', `${type} comes before it was entered.`, id);
    } else if (type === 'correction.confirmed') {
      this.#confirmed(entry, before);
    } else if (type === 'correction.withdrawn') {
      this.#judged('withdrawn', entry, {
        did: 'withdrew it',
        verdict: judgeWithdrawing(this.number, before, actorOf(entry)),
      });
    } else {
      this.#seen(entry, before);
    }
    this.#told.push(entry);
    this.facts = foldCorrection(this.#told);
  }

  #entered(entry: LedgerEntry): void {
    const data = withoutVia(entry.data) as Data<'correction.entered'>;
    const { objectives, limits, windows, change } = data;
    if (change) this.#heldAgainst(entry, change);
    if (!limits || windows?.length !== objectives.length) {
      this.relies.add(
        'How much of a window a correction may leave out, where it was entered before that was on record.',
      );
    }
    const verdict = judgeEntering(data, actorOf(entry), {
      now: Date.parse(entry.occurredAt),
      limits: limits ?? unlimited,
      objectives: limits
        ? objectives.map((id, i) => ({
            id,
            window: windows?.[i] ?? Infinity,
            others: this.#others(id, entry),
          }))
        : [],
    });
    this.#judged('entered', entry, { did: 'entered it', verdict });
  }

  #confirmed(entry: LedgerEntry, before: CorrectionFacts): void {
    const { owners, involved } = withoutVia(
      entry.data,
    ) as Data<'correction.confirmed'>;
    this.#judged('confirmed', entry, {
      did: 'confirmed it',
      verdict: judgeConfirming(this.number, before, actorOf(entry), involved),
    });
    this.book.check(
      'confirmed',
      involved.every(owner => owners.includes(owner)) &&
        !owners.includes(entry.actor.toLocaleLowerCase('en-US')),
      {
        pass: say`${person(entry.actor)} has no part in it.`,
        fail: say`${person(entry.actor)} has a part in it.`,
      },
      entry.id,
    );
  }

  #seen(entry: LedgerEntry, before: CorrectionFacts): void {
    const change = withoutVia(entry.data) as Data<'correction.change-seen'>;
    const isOwn =
      before.change?.number === change.number &&
      entry.actor.startsWith('plugin:');
    this.book.check(
      'change',
      isOwn,
      {
        pass: say`${record(change.number)} was looked at again at ${time(
          entry.occurredAt,
        )}.`,
        fail: say`${person(entry.actor)} told of ${record(
          change.number,
        )}, which it does not rely on, or which only the portal looks at.`,
      },
      entry.id,
    );
    if (isOwn) this.#heldAgainst(entry, change);
  }

  /** What was seen of a change, held against the change's own log where that is there. */
  #heldAgainst(entry: LedgerEntry, seen: SeenChange): void {
    const reader = this.context.readers.find(({ prefix }) =>
      seen.number.startsWith(prefix),
    );
    const own = entriesBeside(this.context, seen.number);
    const at = Date.parse(entry.occurredAt);
    const possible = [at, at - LOOKING_MS].flatMap(then => {
      const seenThen = reader?.seenAt(own, new Date(then).toISOString());
      return seenThen ? [seenThen] : [];
    });
    if (possible.length === 0) {
      this.relies.add(
        'That a change was approved and for which window as a correction saw it: the log of changes is not beside it.',
      );
      this.book.supports(
        'change',
        say`${record(seen.number)} is taken as it was seen.`,
        entry.id,
      );
      return;
    }
    this.book.check(
      'change',
      possible.some(each => isSeen(each, seen)),
      {
        pass: say`${record(seen.number)} was so, by its own log.`,
        fail: say`${record(seen.number)} was not so at ${time(
          entry.occurredAt,
        )}, by its own log.`,
      },
      entry.id,
    );
  }

  /** The other corrections of an objective as they stood when this one was entered, as far as they are there. */
  #others(objective: string, { id, occurredAt }: LedgerEntry) {
    const bySubject = new Map<string, LedgerEntry[]>();
    for (const { entry } of this.context.beside) {
      const { subject } = entry;
      if (subject === this.number || entry.id === id) continue;
      if (!subject.startsWith(correctionNumber.prefix)) continue;
      if (entry.occurredAt >= occurredAt) continue;
      bySubject.set(subject, [...(bySubject.get(subject) ?? []), entry]);
    }
    return [...bySubject.values()].flatMap(entries => {
      const facts = foldCorrection(entries);
      return facts?.objectives.includes(objective) ? [facts] : [];
    });
  }

  #judged(
    claim: Claim,
    entry: LedgerEntry,
    { did, verdict }: { did: string; verdict: Verdict },
  ): void {
    this.book.check(
      claim,
      verdict.ok,
      {
        pass: say`${person(entry.actor)} ${did}.`,
        fail: verdict.ok
          ? ''
          : say`${person(entry.actor)} ${did}, although: ${
              phraseOf('message', verdict.refusal) ?? ''
            }`,
      },
      entry.id,
    );
  }
}

/** Judges what the ledger says of one correction, by the judge that let it be entered. */
export function correctionStory(
  entries: LedgerEntry[],
  context: StoryContext = alone,
): StoryResultOf<Claim, CorrectionState> {
  const book = new ClaimBookOf<Claim>(claims);
  const number = entries[0]?.subject ?? '';
  const teller = new CorrectionTeller(number, book, context);
  entries.forEach(entry => teller.tell(entry));
  const judged = book.claims(idle);
  const { facts, relies } = teller;
  return {
    subject: number,
    title: facts?.reason,
    state: facts && correctionState(facts).state,
    rules: 1,
    holds: facts !== undefined && judged.every(({ holds }) => holds),
    claims: judged,
    relies: [...relies],
  };
}

function actorOf({ actor, data }: LedgerEntry): {
  ref: string;
  by: CallerKind;
} {
  const isAssisted = (data as { via?: unknown }).via !== undefined;
  if (actor.startsWith('user:')) {
    return { ref: actor, by: isAssisted ? 'assisted' : 'person' };
  }
  return { ref: actor, by: 'service' };
}

/** An assistant that a request came through is beside what the area recorded. */
function withoutVia(data: unknown): unknown {
  const { via: _, ...own } = data as { via?: unknown };
  return own;
}

function isSeen(
  own: Record<string, unknown>,
  { window, approvedAt, canceled }: SeenChange,
): boolean {
  const instants = (value: unknown): (number | undefined)[] => {
    const { start, end } = (value ?? {}) as { start?: string; end?: string };
    return [start, end].map(each =>
      each === undefined ? undefined : Date.parse(each),
    );
  };
  return (
    own.canceled === canceled &&
    (own.approvedAt !== undefined) === (approvedAt !== undefined) &&
    instants(own.window).join() === instants(window).join()
  );
}

/** How whoever verifies evidence judges what a log says of corrections. */
export const correctionStories: StoryKind<Claim, CorrectionState> = {
  prefix: correctionNumber.prefix,
  opening: 'correction.entered',
  judge: correctionStory,
  limits: [
    'That those who entered and confirmed a correction belonged to the teams it is said they belonged to: the catalog said so then.',
    'That a correction leaves out no more of a window than is allowed with others that are not beside it.',
  ],
};

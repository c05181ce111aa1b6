import { IncidentEntry } from '../facts';
import {
  ProblemEntryData,
  problemEntrySchemas,
  ProblemEntryType,
} from './entries';
import { ProblemFacts, ProblemOutcome } from './model';

const appliers: { [T in ProblemEntryType]: Applier<T> } = {
  'problem.opened': facts => facts,
  'problem.assessed': (facts, _, signed) =>
    handed({ ...facts, state: 'assess' }, signed),
  'problem.analyzed': (facts, _, signed) =>
    handed({ ...facts, state: 'root-cause-analysis' }, signed),
  'problem.reanalyzed': (facts, _, signed) => {
    const { fix: _fix, outcome: _outcome, ...rest } = facts;
    return handed(
      {
        ...rest,
        state: 'root-cause-analysis',
        // What was known of it was not all.
        knownError: facts.workaround !== undefined,
        reanalyzed: facts.reanalyzed + 1,
      },
      signed,
    );
  },
  'problem.known': (facts, { cause, workaround }, signed) =>
    handed(
      {
        ...facts,
        knownError: true,
        cause: { text: cause, ...signed },
        workaround: { text: workaround, ...signed },
      },
      signed,
    ),
  'problem.fix_planned': (facts, { change }, signed) =>
    handed({ ...facts, state: 'fix-in-progress', fix: change }, signed),
  'problem.resolved': (facts, { text }, signed) =>
    handed(ended(facts, 'resolved', 'fixed', text, signed), signed),
  'problem.risk_accepted': (facts, { text }, signed) => ({
    ...ended(facts, 'resolved', 'risk-accepted', text, signed),
    // It is still there, and its workaround still helps.
    knownError: facts.knownError,
  }),
  'problem.closed': (facts, _, { at }) => ({
    ...facts,
    state: 'closed',
    closedAt: at,
  }),
  'problem.canceled': (facts, { text }, signed) => ({
    ...ended(facts, 'closed', 'canceled', text, signed),
    closedAt: signed.at,
  }),
  'problem.duplicate': (facts, { of, text }, signed) => {
    const closed = ended(facts, 'closed', 'duplicate', text, signed);
    return {
      ...closed,
      closedAt: signed.at,
      ...(closed.outcome && { outcome: { ...closed.outcome, of } }),
    };
  },
  'problem.incident_linked': (facts, { incident }) => ({
    ...facts,
    incidents: [...new Set([...facts.incidents, incident])],
  }),
  'problem.incident_unlinked': (facts, { incident }) => ({
    ...facts,
    incidents: facts.incidents.filter(each => each !== incident),
  }),
  'problem.assigned': (facts, { person }) => {
    const { owner: _owner, ...rest } = facts;
    return person === undefined ? rest : { ...rest, owner: person };
  },
  'problem.edited': (facts, { title, description }) => ({
    ...facts,
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
  }),
  'problem.noted': facts => facts,
};

/** Folds entries in the order of the ledger. What does not fit what stands changes nothing. */
export function foldProblem(
  entries: readonly IncidentEntry[],
): ProblemFacts | undefined {
  return entries.reduce<ProblemFacts | undefined>(applyProblemEntry, undefined);
}

/** What becomes of the facts by one more entry. Pure and total: it never throws. */
export function applyProblemEntry(
  facts: ProblemFacts | undefined,
  entry: IncidentEntry,
): ProblemFacts | undefined {
  if (!Object.hasOwn(problemEntrySchemas, entry.type)) return facts;
  const type = entry.type as ProblemEntryType;
  const read = problemEntrySchemas[type].safeParse(entry.data);
  if (!read.success) return facts;
  const signed = {
    by: entry.actor.toLocaleLowerCase('en-US'),
    at: entry.occurredAt,
  };
  if (type === 'problem.opened') {
    const { rules: _rules, ...fields } =
      read.data as ProblemEntryData<'problem.opened'>;
    return (
      facts ?? {
        ...fields,
        number: entry.subject,
        opened: signed,
        state: 'new',
        knownError: false,
        reanalyzed: 0,
        hands: [],
      }
    );
  }
  if (!facts || facts.number !== entry.subject) return facts;
  const apply = appliers[type] as Applier<typeof type>;
  return apply(facts, read.data as never, signed);
}

interface Signed {
  by: string;
  at: string;
}

type Applier<T extends ProblemEntryType> = (
  facts: ProblemFacts,
  data: ProblemEntryData<T>,
  signed: Signed,
) => ProblemFacts;

function ended(
  facts: ProblemFacts,
  state: ProblemFacts['state'],
  code: ProblemOutcome,
  text: string,
  signed: Signed,
): ProblemFacts {
  return {
    ...facts,
    state,
    knownError: false,
    outcome: { code, text, ...signed },
  };
}

/** Whoever worked on it has a hand in it from then on. */
function handed(facts: ProblemFacts, { by }: Signed): ProblemFacts {
  return by.startsWith('user:') && !facts.hands.includes(by)
    ? { ...facts, hands: [...facts.hands, by] }
    : facts;
}

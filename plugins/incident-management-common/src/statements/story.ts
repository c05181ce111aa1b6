import {
  alone,
  ClaimBookOf,
  ProvenBeside,
  StoryContext,
  StoryKind,
  StoryResultOf,
} from '@countersign/plugin-governance-common';
import { digestOf, LedgerEntry } from '@countersign/plugin-ledger-common';
import { foldIncident } from '../facts';
import { incidentNumber, IncidentFacts } from '../model';
import { StatementData, statementEntrySchemas } from './entries';
import { statedFigures } from './figures';

/** What the subject of a statement begins with; its id follows. */
export const STATEMENT_PREFIX = 'figures:';
const STATED = 'figures.stated';

/** What a statement of figures is asked. */
const claims = {
  stated: 'The figures were stated once, and nothing was said of them since',
  whole:
    'Every incident that was looked at is in the evidence, as it stood when the figures were stated',
  incidents: 'The figures of incidents follow from these incidents',
  delivery:
    'The figures of deployments follow from these incidents and the deployments that are named',
  deployments: 'No deployment differs from what its change has on record',
};
/** One of the claims about figures. */
export type StatementClaim = keyof typeof claims;

const idle: Record<StatementClaim, string> = {
  stated: 'There is no statement.',
  whole: 'No incident was looked at.',
  incidents: 'There is no statement.',
  delivery: 'There is no statement.',
  deployments: 'No deployment is in the evidence of a change.',
};

/** Works figures out again from what the ledger says of the incidents beside them. */
export function statementStory(
  entries: LedgerEntry[],
  context: StoryContext = alone,
): StoryResultOf<StatementClaim, 'stated'> {
  const book = new ClaimBookOf<StatementClaim>(claims);
  const [first] = entries;
  const subject = first?.subject ?? '';
  const read = statementEntrySchemas[STATED].safeParse(first?.data);
  const relies: string[] = [];
  let title: string | undefined;
  if (first?.type === STATED && read.success) {
    title = `Figures of ${day(read.data.from)} to ${day(read.data.to)}`;
    for (const { id, type } of entries.slice(1)) {
      book.refutes('stated', `There is another entry, ${type}.`, id);
    }
    book.supports('stated', `Stated at ${first.occurredAt}.`, first.id);
    const incidents = tellWhole(first, read.data, context, book);
    if (incidents) tellFigures(first, read.data, incidents, book);
    relies.push(
      ...tellDeployments(first, read.data, context, book),
      ...unseen(read.data),
    );
  } else if (first) {
    book.refutes(
      'stated',
      `${first.type} is no statement of figures.`,
      first.id,
    );
  }
  const judged = book.claims(idle);
  return {
    subject,
    title,
    state: 'stated',
    rules: 1,
    holds: read.success && judged.every(({ holds }) => holds),
    claims: judged,
    relies,
  };
}

/** How whoever verifies evidence judges figures. */
export const statementStories: StoryKind<StatementClaim, 'stated'> = {
  prefix: STATEMENT_PREFIX,
  names: subject => subject.startsWith(STATEMENT_PREFIX),
  opening: STATED,
  judge: statementStory,
  limits: [
    'That no incident is missing from figures: of those that whoever asked may not see, and those that nobody declared, none is in them.',
    'That the deployments are all that there were: change management answered so then, and what nobody reported is in no log.',
    'That a deployment repaired what an earlier one had broken: the type of its change said so then.',
  ],
};

/** The incidents as they stood, by as many of their entries as there were. */
function tellWhole(
  statement: LedgerEntry,
  { considered }: StatementData,
  context: StoryContext,
  book: ClaimBookOf<StatementClaim>,
): IncidentFacts[] | undefined {
  const origin = context.beside.find(
    ({ entry }) => entry.id === statement.id,
  )?.origin;
  // Incidents of the same log: others may have the same numbers.
  const log = context.beside.filter(each => each.origin === origin);
  const bySubject = new Map<string, LedgerEntry[]>();
  for (const { entry } of log) {
    const known = bySubject.get(entry.subject);
    if (known) known.push(entry);
    else bySubject.set(entry.subject, [entry]);
  }
  const incidents: IncidentFacts[] = [];
  for (const { number, entries } of considered) {
    const then = (bySubject.get(number) ?? []).slice(0, entries);
    const isNumbered = then.every(
      ({ subjectSequence }, i) => subjectSequence === i + 1,
    );
    const facts =
      then.length === entries && isNumbered ? foldIncident(then) : undefined;
    if (facts) {
      incidents.push(facts);
    } else {
      book.refutes(
        'whole',
        `Of ${number}, ${entries} entries were looked at, and they are not all here.`,
        statement.id,
      );
    }
  }
  if (incidents.length < considered.length) return undefined;
  book.supports('whole', `${considered.length} incidents are.`, statement.id);
  return incidents;
}

function tellFigures(
  { id, occurredAt }: LedgerEntry,
  stated: StatementData,
  incidents: readonly IncidentFacts[],
  book: ClaimBookOf<StatementClaim>,
): void {
  const own = statedFigures(stated, incidents, occurredAt);
  for (const part of ['incidents', 'delivery'] as const) {
    const different = differences(stated[part], own[part]);
    book.check(
      part,
      different.length === 0,
      {
        pass:
          part === 'incidents'
            ? `${own.incidents.incidents} of ${incidents.length} count, and the figures are the same.`
            : `${own.delivery.deployments} count, and the figures are the same.`,
        fail: `Worked out again, these are others: ${different.join(', ')}.`,
      },
      id,
    );
  }
}

/** Which figures are not the same, each with what was said and what follows. */
function differences(stated: object, own: object): string[] {
  const said = new Map(Object.entries(stated));
  return Object.entries(own)
    .filter(([name, value]) => !isSame(said.get(name), value))
    .map(
      ([name, value]) =>
        `${name} is ${JSON.stringify(value)}, not ${JSON.stringify(
          said.get(name),
        )}`,
    );
}

function isSame(a: unknown, b: unknown): boolean {
  return (
    a !== undefined &&
    digestOf(JSON.parse(JSON.stringify(a))) ===
      digestOf(JSON.parse(JSON.stringify(b)))
  );
}

/** @returns what had to be taken as it is stated */
function tellDeployments(
  statement: LedgerEntry,
  { deployments, deploymentsProblem }: StatementData,
  { beside }: StoryContext,
  book: ClaimBookOf<StatementClaim>,
): string[] {
  const reports = reportsIn(beside);
  const unproven: string[] = [];
  for (const deployment of deployments) {
    const reported = reports.get(deployment.id);
    if (!reported) {
      unproven.push(deployment.id);
      continue;
    }
    const fields = [
      'outcome',
      'startedAt',
      'finishedAt',
      'committedAt',
    ] as const;
    const other = fields.filter(name => reported[name] !== deployment[name]);
    book.check(
      'deployments',
      other.length === 0,
      {
        pass: 'Those whose changes are among the evidence are as reported.',
        fail: `${deployment.id} was reported with another ${other.join(', ')}.`,
      },
      statement.id,
    );
  }
  return [
    ...(unproven.length > 0
      ? [
          `That ${unproven.length} of ${deployments.length} deployments were as the figures have them: the evidence of their changes was not given.`,
        ]
      : []),
    ...(deploymentsProblem === undefined
      ? []
      : [`That the deployments are complete: ${deploymentsProblem}`]),
  ];
}

function reportsIn(
  beside: readonly ProvenBeside[],
): Map<string, Record<string, unknown>> {
  const reports = new Map<string, Record<string, unknown>>();
  for (const { entry } of beside) {
    if (entry.type !== 'deployment.reported') continue;
    const data = entry.data as Record<string, unknown>;
    reports.set(String(data.id), data);
  }
  return reports;
}

/** Numbers are given in a row, so it shows where others lie between those that were looked at. */
function unseen({ considered }: StatementData): string[] {
  const numbers = considered.map(({ number }) =>
    Number(number.slice(incidentNumber.prefix.length)),
  );
  if (numbers.length === 0) return [];
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const between = most - least + 1 - numbers.length;
  return between > 0
    ? [
        `That the ${between} numbers between ${incidentNumber.of(
          least,
        )} and ${incidentNumber.of(
          most,
        )} that were not looked at are of no incident that counts: others started at other times, or were filtered out or hidden.`,
      ]
    : [];
}

function day(instant: string): string {
  return instant.slice(0, 10);
}

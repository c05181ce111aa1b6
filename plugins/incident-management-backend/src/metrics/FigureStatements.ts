import { randomUUID } from 'crypto';
import { NotFoundError } from '@backstage/errors';
import { wrongField } from '@countersign/plugin-governance-common';
import { Caller } from '@countersign/plugin-governance-node';
import {
  FigureStatement,
  foldIncident,
  narrowedBy,
  STATEMENT_PREFIX,
  statedFigures,
  stateFiguresSchema,
  StatementData,
  statementEntrySchemas,
} from '@countersign/plugin-incident-management-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { z } from 'zod';
import { IncidentAccess } from '../access/IncidentAccess';
import { IncidentJournal, IncidentUnit } from '../services/IncidentKeeper';
import { IncidentMemory } from './IncidentMemory';
import { MeasuredDeployments } from './MeasuredDeployments';
import { askedPeriod } from './period';
import { seenBy } from './seenBy';

type Asked = z.output<typeof stateFiguresSchema>;

/** So many incidents and deployments fit into one statement, and into one file with their proofs. */
const MOST_INCIDENTS = 2_000;
const MOST_DEPLOYMENTS = 2_000;

/** States figures for good: in the ledger, with the incidents that they are made of, so that anybody can work them out again. */
export class FigureStatements {
  constructor(
    private readonly options: {
      journal: IncidentJournal;
      ledger: Pick<Ledger, 'entriesOf' | 'exportSubjects'>;
      access: IncidentAccess;
      memory: IncidentMemory;
      deployments: MeasuredDeployments;
    },
  ) {}

  /** Of what the caller may see. */
  async state(
    caller: Caller,
    asked: Asked,
    idempotencyKey: string | undefined,
  ): Promise<FigureStatement> {
    const { journal, deployments } = this.options;
    const { from: _from, to: _to, drills, ...narrowing } = asked;
    const period = askedPeriod(asked, journal.now());
    const numbers = await this.#numbers(caller, period, narrowing);
    const deployed = await deployments.started(
      caller,
      period,
      asked.service ?? asked.entityRef,
    );
    demandFew('incidents', numbers.length, MOST_INCIDENTS);
    demandFew('deployments', deployed.items.length, MOST_DEPLOYMENTS);
    return journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const id = randomUUID();
        const told = await entriesOf(unit, numbers);
        const of = {
          ...period,
          drills,
          narrowing,
          deployments: deployed.items,
        };
        const data: StatementData = {
          rules: 1,
          ...of,
          considered: told.map(([number, entries]) => ({
            number,
            entries: entries.length,
          })),
          ...(deployed.problem !== undefined && {
            deploymentsProblem: deployed.problem,
          }),
          ...statedFigures(
            of,
            told.flatMap(([, entries]) => foldIncident(entries) ?? []),
            unit.now.toISOString(),
          ),
        };
        await unit.record('figures.stated', subjectOf(id), data);
        return statementOf(id, data, unit.now.toISOString());
      },
      {
        request: { operation: 'state-figures', asked },
        keep: ({ id }) => id,
        again: async (unit, id) => {
          const [entry] = await unit.entries(subjectOf(id));
          return statementOf(id, dataOf(entry), entry.occurredAt);
        },
      },
    );
  }

  /**
   * The statement and every incident that was looked at, in one file.
   *
   * @throws NotFoundError where there is none, or the caller may not see one of its incidents
   */
  async evidence(caller: Caller, id: string): Promise<string> {
    const { ledger, access, memory } = this.options;
    const subject = subjectOf(id);
    const [found] = await ledger.entriesOf(subject);
    const reader = await access.reader(caller);
    const incidents = await memory.current();
    const isSeen = seenBy(reader);
    const considered = found ? dataOf(found.entry).considered : [];
    const isAllSeen = considered.every(({ number }) => {
      const incident = incidents.get(number);
      return incident && isSeen(incident);
    });
    if (!found || reader.rights.readsNothing || !isAllSeen) {
      throw new NotFoundError(`There is no statement of figures ${id}`);
    }
    return ledger.exportSubjects([
      { subject },
      ...considered.map(({ number }) => ({ subject: number })),
    ]);
  }

  /** Those that the caller may see and that started in the period, whether they count or not. */
  async #numbers(
    caller: Caller,
    { from, to }: { from: string; to: string },
    narrowing: Parameters<typeof narrowedBy>[0],
  ): Promise<string[]> {
    const reader = await this.options.access.reader(caller);
    reader.rights.demandReading();
    const isSeen = seenBy(reader);
    const isAsked = narrowedBy(narrowing);
    const [begin, end] = [Date.parse(from), Date.parse(to)];
    const numbers: string[] = [];
    for (const each of (await this.options.memory.current()).values()) {
      const { startedAt, number } = each;
      const isInside = begin <= startedAt && startedAt < end;
      if (isInside && isAsked(each) && isSeen(each)) numbers.push(number);
    }
    return numbers.sort();
  }
}

/** By these the figures are made: what an offline verifier has, and nothing else. */
async function entriesOf(
  unit: IncidentUnit,
  numbers: readonly string[],
): Promise<[string, LedgerEntry[]][]> {
  const told: [string, LedgerEntry[]][] = [];
  for (const number of numbers) {
    told.push([number, await unit.entries(number)]);
  }
  return told;
}

function demandFew(what: string, n: number, most: number): void {
  if (n > most) {
    throw wrongField(
      'from',
      `there are ${n} ${what} in this period, and a statement covers ${most} at most: choose a shorter period, a team, or a service`,
    );
  }
}

function subjectOf(id: string): string {
  return `${STATEMENT_PREFIX}${id}`;
}

function dataOf({ data }: Pick<LedgerEntry, 'data'>): StatementData {
  return statementEntrySchemas['figures.stated'].parse(data);
}

function statementOf(
  id: string,
  { from, to, incidents, delivery }: StatementData,
  statedAt: string,
): FigureStatement {
  return {
    id,
    statedAt,
    from,
    to,
    incidents: incidents.incidents,
    deployments: delivery.deployments,
  };
}

import { Caller } from '@countersign/plugin-governance-node';
import {
  matchingKnownErrors,
  problemCandidates,
  RECURRENCE_REACH_MS,
} from '@countersign/plugin-incident-management-common';
import { IncidentAccess } from '../access/IncidentAccess';
import { ProblemStore } from '../database/ProblemStore';
import { RecurrenceStore } from '../database/RecurrenceStore';
import { IncidentDesk } from '../services/IncidentDesk';
import { IncidentJournal } from '../services/IncidentKeeper';
import { ProblemAccess } from './problemAccess';

/** Finds out where a problem should be looked for, and which known one an incident may be a case of. */
export class RecurrenceReader {
  constructor(
    private readonly options: {
      journal: IncidentJournal;
      problems: ProblemStore;
      recurrence: RecurrenceStore;
      desk: Pick<IncidentDesk, 'readable'>;
      problemAccess: ProblemAccess;
      access: IncidentAccess;
    },
  ) {}

  /** Where a problem should be looked for, with the incidents that say so. */
  async candidates(caller: Caller) {
    const { journal, recurrence, problemAccess } = this.options;
    await problemAccess.demandReading(caller);
    const now = journal.now().getTime();
    const past = await recurrence.past(
      journal.knex,
      new Date(now - RECURRENCE_REACH_MS),
    );
    return { candidates: problemCandidates(past, now).slice(0, 100) };
  }

  /** Known errors that may be what an incident is about. */
  async knownErrors(caller: Caller, number: string) {
    const { journal, problems, recurrence, problemAccess, access, desk } =
      this.options;
    await problemAccess.demandReading(caller);
    const { knex } = journal;
    const incident = await desk.readable(await access.reader(caller), number);
    const known = await problems.knownErrors(knex);
    const conditions = await recurrence.conditionsOf(knex, [
      number,
      ...known.flatMap(each => each.incidents),
    ]);
    const { title, entities } = incident.facts;
    const matches = matchingKnownErrors(
      { title, entities, conditions: conditions.get(number) ?? [] },
      known.map(each => ({
        number: each.number,
        title: each.title,
        workaround: each.workaround?.text ?? '',
        entities: each.entities,
        conditions: [
          ...new Set(each.incidents.flatMap(one => conditions.get(one) ?? [])),
        ],
      })),
    );
    return { matches: matches.slice(0, 10) };
  }
}

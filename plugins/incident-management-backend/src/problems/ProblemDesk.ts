import { CatalogReader, teamOf } from '@countersign/plugin-cmdb-node';
import {
  Caller,
  callerKind,
  reading,
  recordNotification,
} from '@countersign/plugin-governance-node';
import {
  OpenProblem,
  openProblemSchema,
  problemActions,
  ProblemDetail,
  ProblemFacts,
  problemNextStep,
  ProblemVerb,
} from '@countersign/plugin-incident-management-common';
import { IncidentAccess, Reader } from '../access/IncidentAccess';
import {
  problemOf,
  ProblemStore,
  StoredProblem,
} from '../database/ProblemStore';
import { held } from '../services/held';
import { IncidentJournal, IncidentUnit } from '../services/IncidentKeeper';
import { ProblemAccess } from './problemAccess';
import { AskedOfProblem, ProblemDeedMaker } from './ProblemDeedMaker';
import { missingProblem, ProblemKeeper } from './ProblemKeeper';
import { ProblemLinks } from './ProblemLinks';

const pluginId = 'incident-management';

/** What a verb does in its transaction, with the problem locked. */
type Work = (
  unit: IncidentUnit,
  locked: StoredProblem,
) => Promise<StoredProblem>;

/** What is told of a verb, to whoever sees to the problem. */
const newsOf: Partial<Record<ProblemVerb, string>> = {
  know: 'is a known error',
  'plan-fix': 'has a fix planned',
  resolve: 'is resolved',
  'accept-risk': 'stays: its risk is accepted',
  reanalyze: 'is analyzed again',
};

/** Opens problems and sees them through. */
export class ProblemDesk {
  constructor(
    private readonly options: {
      journal: IncidentJournal;
      problems: ProblemStore;
      problemKeeper: ProblemKeeper;
      deeds: ProblemDeedMaker;
      links: ProblemLinks;
      problemAccess: ProblemAccess;
      access: IncidentAccess;
      catalog: CatalogReader;
    },
  ) {}

  async get(caller: Caller, number: string): Promise<ProblemDetail> {
    const { problemAccess, problems, journal } = this.options;
    await problemAccess.demandReading(caller);
    const [stored] = await problems.find(journal.knex, [number]);
    if (!stored) throw missingProblem(number);
    return this.#detail(caller, stored);
  }

  /** Opens a problem under the next number, with the incidents that it is seen by. */
  async open(
    caller: Caller,
    body: OpenProblem,
    idempotencyKey?: string,
  ): Promise<ProblemDetail> {
    const { problemAccess, access, catalog, journal, problemKeeper, links } =
      this.options;
    await problemAccess.demandOpening(caller);
    const reader = await access.reader(caller);
    const { incidents, ...fields } = openProblemSchema.parse(body);
    const team = teamOf(
      await reading('entities', () => catalog.items(fields.entities)),
    );
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        let opened = await problemKeeper.open(unit, {
          rules: 1,
          ...fields,
          ...(team && { team }),
          incidents: [],
        });
        for (const incident of [...new Set(incidents)].sort()) {
          opened = await links.link(unit, reader, opened, incident);
        }
        tell(unit, opened.facts, 'is opened');
        return opened;
      },
      this.#repeat('open-problem', { ...fields, incidents }),
    );
    return this.#detail(caller, stored);
  }

  /** Does what somebody asks for, where the judge and the permissions allow it. */
  async act(
    caller: Caller,
    number: string,
    asked: AskedOfProblem,
    idempotencyKey?: string,
  ): Promise<ProblemDetail> {
    const { problemAccess, access, journal, problemKeeper } = this.options;
    await problemAccess.demand(caller, asked.verb);
    const reader = await access.reader(caller);
    const work = await held(() => this.#prepare(caller, reader, number, asked));
    const judgedBy = asked.verb === 'duplicate' ? [asked.body.of] : [];
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const locked = await problemKeeper.lock(unit, number, judgedBy);
        const after = await work()(unit, locked);
        const news = newsOf[asked.verb];
        if (news) tell(unit, after.facts, news);
        return after;
      },
      this.#repeat(`problem-${asked.verb}`, { number, ...asked.body }),
    );
    return this.#detail(caller, stored);
  }

  /** Asks other plugins what the verb needs to know, before anything is locked. */
  async #prepare(
    caller: Caller,
    reader: Reader,
    number: string,
    asked: AskedOfProblem,
  ): Promise<Work> {
    const { deeds, links, problemKeeper } = this.options;
    switch (asked.verb) {
      case 'link-incident':
        return (unit, locked) =>
          links.link(unit, reader, locked, asked.body.incident);
      case 'unlink-incident':
        return (unit, locked) => links.unlink(unit, locked, asked.body);
      default: {
        const make = await deeds.prepare(caller, reader, number, asked);
        return async (unit, locked) => {
          const { deed, world } = await make(unit, locked);
          return problemKeeper.act(unit, locked, deed, world);
        };
      }
    }
  }

  async #detail(caller: Caller, stored: StoredProblem): Promise<ProblemDetail> {
    return {
      problem: problemOf(stored),
      next: problemNextStep(stored.facts),
      actions: problemActions(stored.facts, {
        ref: caller.ref,
        by: callerKind(caller),
        permitted: await this.options.problemAccess.permitted(caller),
      }),
    };
  }

  /** A request made again is answered with the problem as it is now. */
  #repeat(verb: string, body: object) {
    const { problems } = this.options;
    return {
      request: { verb, body: JSON.parse(JSON.stringify(body)) },
      keep: ({ facts }: StoredProblem) => facts.number,
      again: async ({ trx }: IncidentUnit, number: string) => {
        const [stored] = await problems.find(trx, [number]);
        return stored;
      },
    };
  }
}

function tell(unit: IncidentUnit, facts: ProblemFacts, said: string): void {
  const { number, title, owner, team } = facts;
  const recipients = [owner, team].filter(ref => ref !== undefined);
  if (recipients.length === 0) return;
  unit.tell(
    recordNotification(
      { pluginId, number, title },
      {
        occasion: 'state',
        words: said,
        recipients,
        exclude: [unit.actor.ref],
        weight: 'news',
      },
    ),
  );
}

import {
  Finding,
  findingActions,
  FindingBody,
  FindingDetail,
  FindingFilters,
  findingNextStep,
  FindingPage,
  FindingVerb,
  findingVerbs,
  FindingWorld,
  OpenFindings,
  scopeOfRun,
  unsettledStates,
} from '@countersign/plugin-compliance-evidence-common';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { wrongField } from '@countersign/plugin-governance-common';
import {
  Caller,
  callerKind,
  recordNotification,
} from '@countersign/plugin-governance-node';
import { AnswerStore } from '../database/AnswerStore';
import {
  findingOf,
  FindingStore,
  StoredFinding,
} from '../database/FindingStore';
import { AssuranceAccess, findingPermission } from './AssuranceAccess';
import { FindingDeed, FindingKeeper } from './FindingKeeper';
import { missing } from './RecordTeller';
import { AssuranceJournal, AssuranceUnit, pluginId } from './unit';

/** The page of an entity shows so many; the list shows the rest. */
const SHOWN_OF_ENTITY = 5;

/** What somebody asks for: a verb and what it takes. */
export type AskedOfFinding = {
  [V in FindingVerb]: { verb: V; body: FindingBody<V> };
}[FindingVerb];

/** What is told of a verb, to whoever sees to the finding. */
const newsOf: Partial<Record<FindingVerb, string>> = {
  explain: 'is explained',
  accept: 'is accepted until a date',
  'revoke-acceptance': 'is accepted no more',
  remediate: 'has a change that remediates it',
  close: 'is closed',
  reopen: 'is open again',
  assign: 'is yours',
};

/** Lists findings, shows them, and does with them what people ask for. */
export class FindingDesk {
  constructor(
    private readonly options: {
      journal: AssuranceJournal;
      findings: FindingStore;
      answers: AnswerStore;
      findingKeeper: FindingKeeper;
      access: AssuranceAccess;
      catalog: CatalogReader;
      changes: Pick<ChangeManagementService, 'getChange'>;
    },
  ) {}

  async list(caller: Caller, filters: FindingFilters): Promise<FindingPage> {
    const { access, findings, journal } = this.options;
    await access.demandReading(caller);
    const now = journal.now();
    const { items, ...page } = await findings.list(journal.knex, filters, now);
    return { ...page, items: items.map(stored => findingOf(stored, now)) };
  }

  /** Those about an entity that are not closed: the first few, as the list has them. */
  async unsettledAbout(caller: Caller, entityRef: string): Promise<Finding[]> {
    const page = await this.list(caller, {
      entityRef: [entityRef],
      state: [...unsettledStates],
      limit: SHOWN_OF_ENTITY,
    });
    return page.items;
  }

  /** Which entities have open ones. */
  async openByEntity(caller: Caller): Promise<OpenFindings> {
    const { access, findings, journal } = this.options;
    await access.demandReading(caller);
    const items = await findings.openByEntity(journal.knex, journal.now(), {
      most: SHOWN_OF_ENTITY,
    });
    return { items };
  }

  /** @throws NotFoundError */
  async get(caller: Caller, number: string): Promise<FindingDetail> {
    const { access, findings, journal } = this.options;
    await access.demandReading(caller);
    const stored = await findings.seen(journal.knex, number);
    if (!stored) throw missing('finding', number);
    return this.#detail(caller, stored);
  }

  /** Does what somebody asks for, where the judge and the permissions allow it. */
  async act(
    caller: Caller,
    number: string,
    asked: AskedOfFinding,
    idempotencyKey?: string,
  ): Promise<FindingDetail> {
    const { access, journal, findingKeeper } = this.options;
    await access.demandReading(caller);
    await access.demand(
      caller,
      findingPermission(asked.verb),
      'You may not do this with findings',
    );
    const make = await this.#prepare(caller, asked);
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const locked = await this.#lock(unit, number);
        const { deed, world } = await make(unit, locked);
        await findingKeeper.act(unit, locked, deed, world);
        tell(unit, locked, asked);
        return this.#lock(unit, number);
      },
      {
        request: {
          verb: `finding-${asked.verb}`,
          body: JSON.parse(JSON.stringify({ number, ...asked.body })),
        },
        keep: ({ facts }) => facts.number,
        again: (unit, kept) => this.#lock(unit, kept),
      },
    );
    return this.#detail(caller, stored);
  }

  async #lock(unit: AssuranceUnit, number: string): Promise<StoredFinding> {
    const stored = await this.options.findings.lockSeen(unit.trx, number);
    if (!stored) throw missing('finding', number);
    return stored;
  }

  /** Asks others what the verb needs to know, before anything is locked. */
  async #prepare(
    caller: Caller,
    asked: AskedOfFinding,
  ): Promise<
    (
      unit: AssuranceUnit,
      locked: StoredFinding,
    ) => Promise<{ deed: FindingDeed; world?: FindingWorld }>
  > {
    switch (asked.verb) {
      case 'assign': {
        const { person } = asked.body;
        if (person) await this.options.catalog.people('person', [person]);
        return async () => ({ deed: { verb: 'assign', data: asked.body } });
      }
      case 'remediate': {
        const change = await this.#change(caller, asked.body.change);
        const { text } = asked.body;
        return async () => ({
          deed: { verb: 'remediate', data: { change, text } },
        });
      }
      case 'close':
        return (unit, locked) => this.#close(unit, locked, asked.body);
      default:
        return async () => ({
          deed: { verb: asked.verb, data: asked.body } as FindingDeed,
        });
    }
  }

  /** What the run shows that is to close it; without one, its explanation is to. */
  async #close(
    { trx }: AssuranceUnit,
    { facts, lastSeenRun, lastSeenAt }: StoredFinding,
    { run, text }: FindingBody<'close'>,
  ): Promise<{ deed: FindingDeed; world: FindingWorld }> {
    const { answers } = this.options;
    if (run === undefined) {
      return { deed: { verb: 'close', data: { text } }, world: {} };
    }
    const answer = await answers.find(trx, run, facts.question);
    if (!answer || answer.report !== facts.report) {
      throw wrongField(
        'run',
        `${run} has no answer to the question of ${facts.number}; name a run of the report ${facts.report}`,
      );
    }
    const known = await answers.find(trx, lastSeenRun, facts.question);
    const { version, rows, sha256, incomplete, taken, periodStart, periodEnd } =
      answer;
    return {
      deed: {
        verb: 'close',
        data: {
          text,
          absence: {
            run,
            version,
            rows,
            sha256: sha256 as `sha256:${string}`,
            taken: taken.first,
            ...(periodStart &&
              periodEnd && { period: { start: periodStart, end: periodEnd } }),
          },
        },
      },
      world: {
        run: {
          number: run,
          report: answer.report,
          asked: true,
          lastSeen: { run: lastSeenRun, taken: lastSeenAt },
          scope: known ? scopeOfRun(known, answer) : 'smaller',
          incomplete,
        },
      },
    };
  }

  /** @throws InputError where the caller sees no such change */
  async #change(caller: Caller, number: string) {
    try {
      const { change } = await this.options.changes.getChange(number, {
        credentials: caller.credentials,
      });
      const { subjectDigest: digest } = change;
      return { number, ...(digest && { digest }) };
    } catch (error) {
      const { statusCode } = error as { statusCode?: number };
      if (statusCode === 404 || statusCode === 403) {
        throw wrongField('change', `there is no change ${number} that you see`);
      }
      throw error;
    }
  }

  async #detail(caller: Caller, stored: StoredFinding): Promise<FindingDetail> {
    const { access, journal } = this.options;
    const now = journal.now();
    const at = now.toISOString();
    return {
      finding: findingOf(stored, now),
      next: findingNextStep(stored.facts, stored, at),
      actions: findingActions(
        stored.facts,
        {
          ref: caller.ref,
          by: callerKind(caller),
          permitted: await access.permitted(
            caller,
            findingVerbs,
            findingPermission,
          ),
        },
        at,
      ),
    };
  }
}

function tell(
  unit: AssuranceUnit,
  { facts }: StoredFinding,
  asked: AskedOfFinding,
): void {
  const words = newsOf[asked.verb];
  const assigned = asked.verb === 'assign' ? asked.body.person : undefined;
  const recipient = assigned ?? facts.owner ?? facts.team;
  if (!words || !recipient) return;
  if (asked.verb === 'assign' && !assigned) return;
  const { number, title } = facts;
  unit.tell(
    recordNotification(
      { pluginId, number, title },
      {
        occasion: asked.verb,
        words,
        recipients: [recipient],
        exclude: [unit.actor.ref],
        weight: assigned ? 'act' : 'news',
      },
    ),
  );
}

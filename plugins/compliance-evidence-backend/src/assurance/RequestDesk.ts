import { randomUUID } from 'crypto';
import {
  applyRequestEntry,
  assuranceSignalChannel,
  ASSURANCE_SIGNAL_CHANNEL,
  judgeAsking,
  judgeRequest,
  OpenRequest,
  openRequestSchema,
  requestActions,
  RequestBody,
  RequestCall,
  RequestDetail,
  RequestFilters,
  requestNextStep,
  requestOpenPermission,
  RequestPage,
  RequestVerb,
  requestVerbs,
  requestVerbTable,
  samePerson,
} from '@countersign/plugin-compliance-evidence-common';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import {
  Caller,
  callerKind,
  lacking,
  recordFact,
  recordNotification,
  refused,
} from '@countersign/plugin-governance-node';
import {
  requestOf,
  RequestStore,
  StoredRequest,
} from '../database/RequestStore';
import { AssuranceAccess, requestPermission } from './AssuranceAccess';
import { missing } from './RecordTeller';
import { AssuranceJournal, AssuranceUnit, pluginId } from './unit';

/** What somebody asks for: a verb and what it takes. */
export type AskedOfRequest = {
  [V in RequestVerb]: { verb: V; body: RequestBody<V> };
}[RequestVerb];

const REFUSED = 'You may not do this with requests';

/** Opens requests of auditors, and sees them through to an answer that the auditor accepts. */
export class RequestDesk {
  constructor(
    private readonly options: {
      journal: AssuranceJournal;
      requests: RequestStore;
      access: AssuranceAccess;
      catalog: CatalogReader;
    },
  ) {}

  async list(caller: Caller, filters: RequestFilters): Promise<RequestPage> {
    const { access, requests, journal } = this.options;
    await access.demandReading(caller);
    const { items, ...page } = await requests.list(
      journal.knex,
      filters,
      journal.now(),
    );
    return { ...page, items: items.map(requestOf) };
  }

  /** @throws NotFoundError */
  async get(caller: Caller, number: string): Promise<RequestDetail> {
    const { access, requests, journal } = this.options;
    await access.demandReading(caller);
    const [stored] = await requests.find(journal.knex, [number]);
    if (!stored) throw missing('request', number);
    return this.#detail(caller, stored);
  }

  /** Opens a request under the next number, and tells whom it is for. */
  async open(
    caller: Caller,
    body: OpenRequest,
    idempotencyKey?: string,
  ): Promise<RequestDetail> {
    const { access, catalog, journal, requests } = this.options;
    await access.demandReading(caller);
    await access.demand(
      caller,
      requestOpenPermission,
      'You may not ask for evidence',
    );
    const verdict = judgeAsking({ ref: caller.ref, by: callerKind(caller) });
    if (!verdict.ok) throw refused(verdict.refusal);
    const asked = openRequestSchema.parse(body);
    if (asked.assignee) await catalog.people('assignee', [asked.assignee]);
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const number = await requests.nextNumber(unit.trx);
        const facts = await recordFact(
          unit,
          {
            type: 'request.opened',
            subject: number,
            data: { rules: 1, ...asked },
          },
          entry => applyRequestEntry(undefined, entry),
        );
        const opened = await requests.insert(
          unit.trx,
          { id: randomUUID(), facts },
          unit.now,
        );
        tell(unit, opened, 'opened', asked.assignee);
        unit.refetch(ASSURANCE_SIGNAL_CHANNEL);
        return opened;
      },
      this.#repeat('open-request', asked),
    );
    return this.#detail(caller, stored);
  }

  /** Does what somebody asks for, where the judge and the permissions allow it. */
  async act(
    caller: Caller,
    number: string,
    { verb, body }: AskedOfRequest,
    idempotencyKey?: string,
  ): Promise<RequestDetail> {
    const { access, catalog, journal, requests } = this.options;
    await access.demandReading(caller);
    const isForAskers = await this.#demand(caller, verb);
    const person = verb === 'assign' ? body.person : undefined;
    if (person) await catalog.people('person', [person]);
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const before = (await requests.lock(unit.trx, [number])).get(number);
        if (!before) throw missing('request', number);
        if (isForAskers && !isAskedBy(before, caller)) {
          throw lacking(requestPermission(verb), REFUSED);
        }
        const verdict = judgeRequest(before.facts, {
          verb,
          who: { ref: caller.ref, by: callerKind(caller) },
          data: body,
        } as RequestCall);
        if (!verdict.ok) throw refused(verdict.refusal);
        const facts = await recordFact(
          unit,
          {
            type: requestVerbTable[verb].entry,
            subject: number,
            data: body as never,
          },
          entry => applyRequestEntry(before.facts, entry),
        );
        const after = await requests.save(unit.trx, before, facts, unit.now);
        tell(unit, after, verb, facts.assignee);
        unit.refetch(assuranceSignalChannel(after));
        unit.refetch(ASSURANCE_SIGNAL_CHANNEL);
        return after;
      },
      this.#repeat(`request-${verb}`, { number, ...body }),
    );
    return this.#detail(caller, stored);
  }

  /**
   * Whether the caller may do this with their own requests only: who asks writes notes there, and elsewhere who answers.
   *
   * @throws NotAllowedError
   */
  async #demand(caller: Caller, verb: RequestVerb): Promise<boolean> {
    const { access } = this.options;
    if (
      verb === 'note' &&
      !(await access.may(caller, requestPermission(verb)))
    ) {
      await access.demand(caller, requestOpenPermission, REFUSED);
      return true;
    }
    await access.demand(caller, requestPermission(verb), REFUSED);
    return false;
  }

  async #detail(caller: Caller, stored: StoredRequest): Promise<RequestDetail> {
    const { access } = this.options;
    const permitted = await access.permitted(
      caller,
      requestVerbs,
      requestPermission,
    );
    const notes =
      isAskedBy(stored, caller) &&
      (await access.may(caller, requestOpenPermission));
    return {
      request: requestOf(stored),
      next: requestNextStep(stored.facts),
      actions: requestActions(stored.facts, {
        ref: caller.ref,
        by: callerKind(caller),
        permitted: verb => permitted(verb) || (verb === 'note' && notes),
      }),
    };
  }

  /** A request made again is answered with the record as it is now. */
  #repeat(verb: string, body: object) {
    const { requests } = this.options;
    return {
      request: { verb, body: JSON.parse(JSON.stringify(body)) },
      keep: ({ facts }: StoredRequest) => facts.number,
      again: async ({ trx }: AssuranceUnit, number: string) => {
        const [stored] = await requests.find(trx, [number]);
        return stored;
      },
    };
  }
}

function isAskedBy({ facts }: StoredRequest, { ref }: Caller): boolean {
  return samePerson(facts.opened.by, ref);
}

/** Whom a step is for: the answer is the auditor's to judge, everything else is for whoever answers. */
function tell(
  unit: AssuranceUnit,
  { facts }: StoredRequest,
  step: 'opened' | RequestVerb,
  assignee: string | undefined,
): void {
  const told: Partial<Record<typeof step, [string | undefined, string]>> = {
    opened: [assignee, 'asks you for evidence'],
    assign: [assignee, 'asks you for evidence'],
    return: [assignee, 'needs another answer'],
    accept: [assignee, 'has an accepted answer'],
    withdraw: [assignee, 'is withdrawn'],
    answer: [facts.opened.by, 'is answered'],
  };
  const [recipient, words] = told[step] ?? [];
  if (!recipient || !words) return;
  const { number, title } = facts;
  unit.tell(
    recordNotification(
      { pluginId, number, title },
      {
        occasion: step,
        words,
        recipients: [recipient],
        exclude: [unit.actor.ref],
        weight: step === 'accept' || step === 'withdraw' ? 'news' : 'act',
      },
    ),
  );
}

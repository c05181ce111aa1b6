import { ConflictError } from '@backstage/errors';
import {
  ChangeDetail,
  ChangeVerb,
  FollowRole,
  VerbBody,
  verbSchemas,
} from '@countersign/plugin-change-management-common';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { Caller, Conversation } from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { Authorizer, Right } from '../access/Authorizer';
import { StoredChange } from '../database/changeRows';
import { PlanInput, ReadPlan } from '../plans/ReadPlan';
import { ChangeReader } from './ChangeReader';
import { Journal } from './Journal';
import { EditInput, Editing } from './lifecycle/Editing';
import { Implementation } from './lifecycle/Implementation';
import { Work } from './lifecycle/Steps';
import { Submission } from './lifecycle/Submission';
import { Verdicts } from './lifecycle/Verdicts';
import { PlanDesk } from './PlanDesk';

/** A verb with its parsed body. */
export type VerbCall = {
  [V in ChangeVerb]: {
    verb: V;
    body: V extends 'plan'
      ? Omit<z.output<(typeof verbSchemas)['plan']>, 'plan'> & {
          plan: PlanInput;
        }
      : z.output<(typeof verbSchemas)[V]>;
  };
}[ChangeVerb];

const rightOf: Record<ChangeVerb, Right> = {
  submit: 'update',
  authorize: 'update',
  approve: 'approve',
  reject: 'approve',
  'request-changes': 'approve',
  'withdraw-request': 'approve',
  withdraw: 'approve',
  decline: 'read',
  start: 'implement',
  complete: 'implement',
  close: 'implement',
  cancel: 'update',
  hold: 'update',
  resume: 'update',
  comment: 'comment',
  'accept-conflict': 'update',
  plan: 'update',
};

/** The life of a change: each call locks it, asks the guards, and writes change, ledger and messages together. */
export class LifecycleService {
  readonly #journal: Journal;
  readonly #authorizer: Authorizer;
  readonly #catalog: CatalogReader;
  readonly #reader: ChangeReader;
  readonly #plans: PlanDesk;
  readonly #submission: Submission;
  readonly #verdicts: Verdicts;
  readonly #implementation: Implementation;
  readonly #editing: Editing;
  readonly #conversation: Conversation<StoredChange, FollowRole>;

  constructor(options: {
    journal: Journal;
    authorizer: Authorizer;
    catalog: CatalogReader;
    reader: ChangeReader;
    plans: PlanDesk;
    submission: Submission;
    verdicts: Verdicts;
    implementation: Implementation;
    editing: Editing;
    conversation: Conversation<StoredChange, FollowRole>;
  }) {
    this.#journal = options.journal;
    this.#authorizer = options.authorizer;
    this.#catalog = options.catalog;
    this.#reader = options.reader;
    this.#plans = options.plans;
    this.#submission = options.submission;
    this.#verdicts = options.verdicts;
    this.#implementation = options.implementation;
    this.#editing = options.editing;
    this.#conversation = options.conversation;
  }

  /** @throws NotFoundError, NotAllowedError, ConflictError with `guard` and `remedy` when a guard refuses */
  async act(
    caller: Caller,
    number: string,
    call: VerbCall,
    idempotencyKey?: string,
  ): Promise<ChangeDetail> {
    // Before anything is locked: reading a large plan takes a moment.
    const plan =
      call.verb === 'plan'
        ? await this.#plans.read(call.body.plan, await this.#catalog.graph())
        : undefined;
    return this.#write(
      caller,
      number,
      {
        right: rightOf[call.verb],
        emergency: call.verb === 'submit' || call.verb === 'start',
        version: 'version' in call.body ? call.body.version : undefined,
        idempotencyKey,
        // Of a plan only its digest: two plans are the same request when they are the same plan.
        request: plan
          ? { ...call, body: { ...call.body, plan: plan.outline.digest } }
          : call,
      },
      work => this.#perform(work, call, plan),
    );
  }

  async edit(
    caller: Caller,
    number: string,
    { version, ...input }: EditInput & { version: number },
    idempotencyKey?: string,
  ): Promise<ChangeDetail> {
    await this.#editing.check(input);
    return this.#write(
      caller,
      number,
      {
        right: 'update',
        version,
        becomesEmergency: input.type === 'emergency',
        idempotencyKey,
        request: { verb: 'edit', version, input },
      },
      work => this.#editing.edit(work, input),
    );
  }

  #perform(
    work: Work,
    call: VerbCall,
    plan: ReadPlan | undefined,
  ): Promise<StoredChange> {
    switch (call.verb) {
      case 'submit':
        return this.#submission.submit(work);
      case 'authorize':
        return this.#submission.authorize(work);
      case 'approve':
        return this.#verdicts.approve(work, call.body);
      case 'reject':
        return this.#verdicts.reject(work, call.body);
      case 'request-changes':
        return this.#verdicts.requestChanges(work, call.body);
      case 'withdraw-request':
        return this.#verdicts.withdrawRequest(work, call.body);
      case 'withdraw':
        return this.#verdicts.withdraw(work, call.body);
      case 'decline':
        return this.#implementation.decline(work);
      case 'start':
        return this.#implementation.start(work);
      case 'complete':
        return this.#implementation.complete(work, call.body);
      case 'close':
        return this.#implementation.close(work, call.body);
      case 'cancel':
        return this.#implementation.cancel(work, call.body);
      case 'hold':
        return this.#implementation.hold(work, call.body);
      case 'resume':
        return this.#implementation.resume(work);
      case 'comment':
        return this.#comment(work, call.body);
      case 'accept-conflict':
        return this.#implementation.acceptConflict(work, call.body);
      default:
        return this.#editing.attachPlan(work, plan!, call.body.commit);
    }
  }

  /** A closed change can still be commented on. */
  async #comment(
    work: Work,
    { text }: VerbBody<'comment'>,
  ): Promise<StoredChange> {
    const { unit, stored } = work;
    const { change } = stored;
    await this.#conversation.comment(work, text, entry =>
      unit.record('change.commented', change.number, entry),
    );
    unit.touched(change);
    return stored;
  }

  async #write(
    caller: Caller,
    number: string,
    options: {
      right: Right;
      version?: number;
      /** It takes the emergency way where the change is an emergency. */
      emergency?: boolean;
      /** It makes the change an emergency. */
      becomesEmergency?: boolean;
      idempotencyKey?: string;
      request: object;
    },
    perform: (work: Work) => Promise<StoredChange>,
  ): Promise<ChangeDetail> {
    const { right, version, idempotencyKey: key, request } = options;
    const rights = await this.#authorizer.rights(caller);
    const graph = await this.#catalog.graph();
    const detail = this.#reader.within({ caller, rights }, graph);
    return this.#journal.idempotent(
      caller,
      key,
      async unit => {
        const stored = await unit.lock(number);
        rights.demand(right, stored);
        const { type } = stored.change;
        if (
          options.becomesEmergency ||
          (options.emergency && type === 'emergency')
        ) {
          rights.demand('emergency', stored);
        }
        assertVersion(stored, version);
        return detail(unit, await perform({ unit, graph, stored }));
      },
      {
        request: { number, ...request },
        keep: () => number,
        again: async unit => {
          const stored = await unit.lock(number);
          rights.demand('read', stored);
          return detail(unit, stored);
        },
      },
    );
  }
}

/** The optimistic lock: what the caller saw must be what stands there. */
function assertVersion({ change }: StoredChange, version?: number): void {
  if (version !== undefined && version !== change.version) {
    throw new ConflictError(
      `${change.number} is at version ${change.version} by now, and the request was made for version ${version}. Read the change again and repeat the request.`,
    );
  }
}

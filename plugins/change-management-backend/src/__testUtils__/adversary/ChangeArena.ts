import { isError } from '@backstage/errors';
import {
  ChangeDetail,
  Deployment,
  GateDecision,
  ScheduleRule,
} from '@countersign/plugin-change-management-common';
import {
  Caller,
  translateDatabaseError,
} from '@countersign/plugin-governance-node';
import {
  Answer,
  Arena,
  Breach,
  Hint,
  Random,
} from '@countersign/plugin-governance-test-utils';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { trustingAuthorizer } from '../../access/Authorizer';
import { raisedErrors } from '../../database/databaseErrors';
import { Stores } from '../../database/stores';
import { GateSources } from '../../gate/GateSources';
import {
  createServices,
  ServiceDependencies,
  Services,
} from '../../services/createServices';
import { MemoryCatalog } from '../memory/MemoryCatalog';
import { BudgetOfGame } from './budget';
import { drawMove } from './draw';
import {
  commits,
  estate,
  pipeline,
  Plans,
  PolicyName,
  settings,
} from './estate';
import { CreateMove, Fields, Move, Presented, WorldMove } from './moves';
import { Oracle } from './oracle/Oracle';
import { parsers, Request } from './requests';

/** Where the records of a game are kept. */
export interface Ground {
  knex: Knex;
  stores?: Stores;
  ledger: ServiceDependencies['ledger'];
  /** The entries of a change, oldest first. */
  entriesOf(number: string): Promise<LedgerEntry[]>;
  plans: Plans;
  /** When the game begins. */
  begins: number;
}

const MINUTE = 60_000;
/** Says nothing: ten thousand games would be a long story. */
const logger: ServiceDependencies['logger'] = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => logger,
};

/** Errors by which a service refuses. */
const ours = new Set([
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'LedgerAppendError',
]);

/** The plans of a game are read before it begins. */
const noPlanReader: ServiceDependencies['planReader'] = {
  open: async () => {
    throw new Error('No plan is read in a game');
  },
  read: async () => {
    throw new Error('No plan is read in a game');
  },
};

/** What a service answered to one request. */
export interface Outcome {
  refused?: string;
  /** It was no refusal: something broke that should not. */
  broke?: Error;
  /** The very same request was done before: this is the answer to a repetition. */
  repeated?: boolean;
  detail?: ChangeDetail;
  gate?: GateDecision;
  deployment?: Deployment;
  rule?: ScheduleRule;
}

/** One change as it was seen after one step. */
export interface View {
  step: number;
  at: number;
  detail: ChangeDetail;
}

/** Change management's services with people and machines around them. */
export class ChangeArena implements Arena<Move, Request> {
  readonly catalog = new MemoryCatalog(estate);
  /** By the step that opened it. */
  readonly numbers = new Map<string, string>();
  /** By number: what was seen of it, oldest first. */
  readonly views = new Map<string, View[]>();
  readonly freezes = new Map<string, string>();
  readonly answers = new Map<string, GateDecision>();
  policies: PolicyName = 'usual';
  readonly budget = new BudgetOfGame();
  now = 0;
  /** Requests with a key that were done. */
  readonly #done = new Set<Request>();
  readonly #ground: Ground;
  readonly #oracle: Oracle;
  /** Time does not pass between two moves of one instant: nothing is shown again. */
  readonly #gateSources = new GateSources({ rememberedMs: 0 });
  #services: Services;

  /** Opens an arena, whose policies are in force from its beginning on. */
  static async open(ground: Ground, oracle: Oracle): Promise<ChangeArena> {
    const arena = new ChangeArena(ground, oracle);
    await arena.#services.policies.activate();
    return arena;
  }

  private constructor(ground: Ground, oracle: Oracle) {
    this.#ground = ground;
    this.#oracle = oracle;
    this.#gateSources.addGateCheck(
      this.budget.asCheck(instant => this.sinceBegin(instant)),
    );
    this.#services = this.#start();
  }

  moveTo(at: number): void {
    this.now = at;
  }

  moments(): number[] {
    return [...this.views.values()].flatMap(views => {
      const { window, approvalDueAt } = views[views.length - 1].detail.change;
      return [window?.start, window?.end, approvalDueAt].flatMap(instant =>
        instant ? [Date.parse(instant) - this.#ground.begins] : [],
      );
    });
  }

  draw(random: Random, hint: Hint): Move | undefined {
    return drawMove(this, random, hint);
  }

  /** What is known of a change by now, or was after a step. */
  viewOf(change: string, saw?: string): ChangeDetail | undefined {
    const number = this.numbers.get(change);
    const views = number ? this.views.get(number) : undefined;
    if (!views) return undefined;
    const then = saw && views.filter(view => view.step <= placeOf(saw)).at(-1);
    return (then || views[views.length - 1]).detail;
  }

  /** What the router does not even parse is no request. */
  request(move: Move, id: string): Request | undefined {
    try {
      return this.#request(move, id);
    } catch (error) {
      if (error instanceof z.ZodError) return undefined;
      throw error;
    }
  }

  #request(move: Move, id: string): Request | undefined {
    switch (move.verb) {
      case 'create': {
        const { plan, planAuthors, requester, runId, submit } = move;
        const body = {
          title: 'Raise the limits',
          ...this.#written(move.fields),
          items: move.fields.items,
          planAuthors,
          requester,
          ...(runId && { source: { kind: 'api', repository: 'r', runId } }),
          submit: submit ?? false,
        };
        const input = {
          ...parsers.create(withoutNull(body)),
          plan: plan && this.#ground.plans[plan],
        };
        return { kind: 'create', move, ...this.#asked(move, id), input };
      }
      case 'look': {
        const number = this.numbers.get(move.change);
        return number ? { kind: 'look', move, by: move.by, number } : undefined;
      }
      case 'gate': {
        const number = this.numbers.get(move.change);
        if (!number) return undefined;
        const presents = this.#presented(move.presents);
        const input = parsers.gate({ change: number, ...presents });
        return { kind: 'gate', move, ...this.#asked(move, id), input };
      }
      case 'report': {
        const { change, started, finished, outcome, deployer, quotes } = move;
        const number = this.numbers.get(change);
        if (!number) return undefined;
        const input = parsers.report({
          externalId: `run ${number} ${id}`,
          change: number,
          ...this.#presented(move.presents),
          environment: move.presents.environment ?? 'production',
          items: move.items ?? [],
          outcome,
          startedAt: this.instant(started),
          finishedAt: this.instant(finished),
          gateDecisionId: quotes && this.answers.get(quotes)?.id,
          deployer,
        });
        return { kind: 'report', move, ...this.#asked(move, id), input };
      }
      case 'freeze': {
        const { from, to, environment, critical, strict } = move;
        const input = parsers.rule({
          kind: 'freeze',
          title: 'Freeze',
          start: this.instant(from),
          end: this.instant(to),
          environments: environment ? [environment] : [],
          ...(critical && { scope: { tier: 'tier-1' } }),
          allowEmergency: !strict,
        });
        return { kind: 'rule', move, by: 'user:default/cal', input };
      }
      case 'end-freeze': {
        const rule = this.freezes.get(move.freeze);
        if (!rule) return undefined;
        return { kind: 'end-rule', move, by: 'user:default/cal', rule };
      }
      case 'raise':
      case 'vanish':
      case 'leave':
      case 'join':
      case 'policies':
      case 'budget':
      case 'budget-policy':
      case 'budget-service':
      case 'housekeeping':
        return { kind: 'world', move, what: move };
      default: {
        const detail = this.viewOf(move.change, move.saw);
        if (!detail) return undefined;
        const { number, version, subjectDigest } = detail.change;
        const asked = { move, number, ...this.#asked(move, id) };
        if (move.verb === 'edit') {
          const body = { version, ...this.#written(move.fields) };
          return { kind: 'edit', ...asked, input: parsers.edit(body) };
        }
        const digest = subjectDigest ?? `sha256:${'0'.repeat(64)}`;
        const bodies: Record<string, object> = {
          approve: { subjectDigest: digest },
          reject: { subjectDigest: digest, comment: 'Not like this.' },
          'request-changes': {
            subjectDigest: digest,
            comment: 'Say how it is backed out.',
          },
          comment: { text: 'Noted, @ada.' },
          cancel: { version, reason: 'Not needed.' },
          hold: { version, reason: 'Wait for the vendor.' },
        };
        const { verb } = move;
        let body = bodies[verb] ?? { version };
        if (verb === 'close') {
          body = { version, code: move.code, notes: 'It is done.' };
        }
        if (verb === 'accept-conflict') {
          const open = detail.conflicts.filter(
            c => c.acceptable && !c.accepted,
          );
          const conflict = open[move.place % open.length];
          if (!conflict) return undefined;
          body = { version, key: conflict.key, justification: 'Agreed.' };
        }
        if (verb === 'plan') {
          const commit = move.commit && commits[move.commit];
          body = {
            ...parsers.act('plan', { version, plan: {}, commit }),
            plan: this.#ground.plans[move.plan],
          };
        } else {
          body = parsers.act(verb, body);
        }
        const call = { verb, body } as Extract<
          Request,
          { kind: 'act' }
        >['call'];
        return { kind: 'act', ...asked, call, seen: detail };
      }
    }
  }

  async send(request: Request, id: string): Promise<Answer> {
    const repeated = this.#done.has(request);
    const outcome = { ...(await this.#outcome(request)), repeated };
    const { detail, deployment, gate, rule, refused } = outcome;
    if (!refused && 'key' in request && request.key) this.#done.add(request);
    if (request.kind === 'create' && detail) {
      this.numbers.set(id, detail.change.number);
    }
    if (rule && request.kind === 'rule') this.freezes.set(id, rule.id);
    if (gate) this.answers.set(id, gate);
    if (detail) {
      // The answer to a repetition may be of another time.
      const { number } = detail.change;
      this.#saw(id, repeated ? await this.#look(number) : detail);
    }
    const opened = deployment?.reconciliation.retrospectiveChange;
    if (opened) this.numbers.set(id, opened);
    for (const number of [deployment?.changeNumber, opened]) {
      if (number) this.#saw(id, await this.#look(number));
    }
    await this.#oracle.note({
      id,
      at: this.now,
      request,
      outcome,
      arena: this,
    });
    return { refused };
  }

  async breaches(): Promise<Breach[]> {
    return this.#oracle.takeBreaches();
  }

  /** Who did something to the change, as far as its players know. */
  handsOf(number: string): string[] {
    return this.#oracle.actorsOf(number);
  }

  /** What of the change a pipeline presents when it is honest. */
  presentedBy({ change }: ChangeDetail): Presented {
    const { environment, commit, plan } = change;
    return {
      environment,
      commit: nameOf(commits, hash => hash === commit),
      plan: nameOf(
        this.#ground.plans,
        ({ outline }) => outline.digest === plan?.digest,
      ),
    };
  }

  /** The fields a request to open a change gives, as {@link contentOf} writes them. */
  contentAsked({ fields, plan }: CreateMove): Record<string, string> {
    const { title = 'Raise the limits', environment, items = [] } = fields;
    const { commit } = fields;
    return {
      title,
      environment: environment ?? '',
      items: [...items].sort().join(),
      commit: commit ? commits[commit] : '',
      plan: plan ? this.#ground.plans[plan].outline.digest : '',
    };
  }

  entriesOf(number: string): Promise<LedgerEntry[]> {
    return this.#ground.entriesOf(number);
  }

  instant(minute: number): string {
    return new Date(this.#ground.begins + minute * MINUTE).toISOString();
  }

  /** Milliseconds since the game began. */
  sinceBegin(instant: string): number {
    return Date.parse(instant) - this.#ground.begins;
  }

  #look(number: string): Promise<ChangeDetail> {
    return this.#services.changes.get(callerOf('user:default/look'), number);
  }

  #saw(id: string, detail: ChangeDetail): void {
    const { number } = detail.change;
    const views = this.views.get(number) ?? [];
    views.push({ step: placeOf(id), at: this.now, detail });
    this.views.set(number, views);
  }

  #start(): Services {
    const { knex, stores, ledger, begins } = this.#ground;
    return createServices({
      knex,
      stores,
      ledger,
      logger,
      cmdb: this.catalog,
      authorizer: trustingAuthorizer,
      settings: settings[this.policies],
      gateSources: this.#gateSources,
      planReader: noPlanReader,
      clock: () => new Date(begins + this.now),
      onMessages: () => {},
    });
  }

  async #outcome(request: Request): Promise<Outcome> {
    try {
      return await this.#perform(request);
    } catch (thrown) {
      const error = translateDatabaseError(thrown, raisedErrors);
      if (!isError(error)) throw thrown;
      if (!ours.has(error.name)) {
        return { refused: `${error.name}: ${error.message}`, broke: error };
      }
      const guard = typeof error.guard === 'string' ? ` ${error.guard}` : '';
      return { refused: `${error.name}${guard}: ${error.message}` };
    }
  }

  async #perform(request: Request): Promise<Outcome> {
    const { changes, lifecycle, gate, deployments, calendar } = this.#services;
    if (request.kind === 'world') {
      await this.#happen(request.what);
      return {};
    }
    const caller = callerOf(request.by);
    const { key } = request;
    const options = { idempotencyKey: key };
    switch (request.kind) {
      case 'create':
        return { detail: await changes.create(caller, request.input, options) };
      case 'look':
        return { detail: await changes.get(caller, request.number) };
      case 'edit':
        return {
          detail: await lifecycle.edit(
            caller,
            request.number,
            request.input,
            key,
          ),
        };
      case 'act':
        return {
          detail: await lifecycle.act(
            caller,
            request.number,
            request.call,
            key,
          ),
        };
      case 'gate':
        return { gate: await gate.ask(caller, request.input) };
      case 'report':
        return {
          deployment: await deployments.report(caller, request.input, options),
        };
      case 'rule':
        return { rule: await calendar.createRule(caller, request.input) };
      default:
        return { rule: await calendar.endRule(caller, request.rule) };
    }
  }

  async #happen(what: WorldMove): Promise<void> {
    const { items: all, people } = this.catalog.estate;
    switch (what.verb) {
      case 'raise': {
        const item = all[what.item];
        if (!item) return;
        const raised =
          what.to === 'sox'
            ? { ...item, sox: true }
            : { ...item, tier: 'tier-1' as const };
        this.catalog.become({ people, items: { ...all, [what.item]: raised } });
        return;
      }
      case 'vanish': {
        const { [what.item]: _, ...rest } = all;
        this.catalog.become({ people, items: rest });
        return;
      }
      case 'leave':
      case 'join': {
        const person = people[what.person];
        const others = person.groups.filter(group => group !== what.group);
        const groups = what.verb === 'join' ? [...others, what.group] : others;
        this.catalog.become({
          items: all,
          people: { ...people, [what.person]: { ...person, groups } },
        });
        return;
      }
      case 'policies':
        this.policies = what.name;
        this.#services = this.#start();
        await this.#services.policies.activate();
        return;
      case 'budget':
        this.budget.become(this.now, { left: what.left });
        return;
      case 'budget-policy':
        this.budget.become(this.now, { strict: what.strict });
        return;
      case 'budget-service':
        this.budget.become(this.now, { down: what.down });
        return;
      default:
        if (what.verb !== 'housekeeping') return;
        await this.#services.housekeeping.noteNeverRun();
        await this.#services.housekeeping.noteOverdue();
        await this.#services.owners.refresh();
    }
  }

  #asked({ by, keyed }: { by: string; keyed?: true }, id: string) {
    return { by, key: keyed && `${this.#ground.begins} ${id}` };
  }

  #presented({ environment, commit, plan }: Presented) {
    return {
      environment,
      commit: commit && commits[commit],
      planDigest: plan && this.#ground.plans[plan].outline.digest,
    };
  }

  #written({ window, link, commit, ...fields }: Fields) {
    return {
      ...fields,
      ...(window && {
        window: {
          start: this.instant(window[0]),
          end: this.instant(window[1]),
        },
      }),
      ...(link && {
        links: [{ title: 'See', url: `https://example.com/${link}` }],
      }),
      ...(commit !== undefined && { commit: commit && commits[commit] }),
    };
  }
}

/** The place of a step in its game, kept when others are taken out. */
export function placeOf(id: string): number {
  return Number(id.slice(1));
}

export function callerOf(ref: string): Caller {
  return { kind: ref === pipeline ? 'service' : 'user', ref };
}

function nameOf<K extends string, V>(
  named: Record<K, V>,
  is: (value: V) => boolean,
): K | undefined {
  return (Object.keys(named) as K[]).find(name => is(named[name]));
}

function withoutNull(body: object): object {
  return Object.fromEntries(
    Object.entries(body).filter(([, v]) => v !== null && v !== undefined),
  );
}

import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { Hint, Random } from '@countersign/plugin-governance-test-utils';
import { budgetsLeft } from './budget';
import type { ChangeArena } from './ChangeArena';
import {
  commits,
  environments,
  estate,
  groups,
  items,
  people,
  pipeline,
  PlanName,
  template,
  touches,
} from './estate';
import { ChangeMove, CreateMove, Fields, Move, Verb } from './moves';

const everybody = Object.values(people);
const everything = Object.values(items);
const planNames = Object.keys(touches) as PlanName[];
const commitNames = Object.keys(commits) as (keyof typeof commits)[];
const MINUTE = 60_000;

/** Of windows, in minutes. */
const lengths = [60, 240, 600, 2000];

type Weights = Partial<Record<Verb, number>>;

/** What makes sense in each state, and now and then what does not. */
const verbsIn: Record<string, Weights> = {
  new: { submit: 6, edit: 4, plan: 1, cancel: 0.2, gate: 0.3, start: 0.3 },
  assess: {
    look: 0.5,
    authorize: 4,
    'accept-conflict': 5,
    edit: 3,
    plan: 1,
    cancel: 0.3,
  },
  authorize: {
    approve: 9,
    reject: 2,
    'request-changes': 1.5,
    'withdraw-request': 0.7,
    edit: 2,
    plan: 1,
    start: 2,
    gate: 1,
  },
  scheduled: {
    look: 2,
    gate: 5,
    start: 5,
    report: 3,
    edit: 3,
    plan: 1,
    hold: 1,
  },
  implement: {
    gate: 3,
    report: 3,
    complete: 3,
    approve: 4,
    edit: 2,
    cancel: 1,
  },
  review: { close: 4, approve: 3, reject: 1, report: 2, edit: 1, gate: 1 },
  closed: { report: 2, gate: 1, edit: 0.3, approve: 0.3 },
  canceled: { report: 2, gate: 1, start: 0.3, approve: 0.3 },
};

/** What may happen at any time. */
const anytime: Weights = {
  create: 0.9,
  hold: 0.3,
  resume: 0.2,
  'accept-conflict': 0.3,
  withdraw: 0.4,
  'request-changes': 0.1,
  'withdraw-request': 0.1,
  decline: 0.3,
  approve: 0.2,
  reject: 0.3,
  start: 0.3,
  cancel: 0.2,
  close: 0.2,
  comment: 0.3,
  look: 0.3,
  freeze: 0.25,
  'end-freeze': 0.1,
  raise: 0.35,
  vanish: 0.08,
  leave: 0.25,
  join: 0.15,
  policies: 0.1,
  budget: 0.5,
  'budget-policy': 0.15,
  'budget-service': 0.2,
  housekeeping: 0.5,
};

/** What one alters before the next try. */
const alterations: Weights = {
  edit: 8,
  plan: 1,
  approve: 2,
  'accept-conflict': 1,
  hold: 1,
  resume: 1,
  authorize: 1,
  submit: 1,
};

function pickChange(arena: ChangeArena, random: Random): string | undefined {
  const all = [...arena.numbers.keys()];
  return random.chance(0.6) ? all.at(-1) : random.any(all);
}

function create(arena: ChangeArena, random: Random): CreateMove {
  const type = random.weighted({ normal: 5, emergency: 4, standard: 2 });
  const byPipeline = random.chance(0.15);
  const now = Math.floor(arena.now / MINUTE);
  const start = now + random.pick([-5, -5, 0, 0, 10, 60]);
  const by = random.chance(0.7) ? people.dana : random.pick(everybody);
  const rival = pickChange(arena, random);
  const like =
    rival && random.chance(0.4) ? arena.viewOf(rival)?.change : undefined;
  const named =
    like?.items ??
    (type === 'standard'
      ? [random.pick([items.web, items.api])]
      : some(random, everything));
  const honest = random.chance(0.75);
  const plan = random.chance(0.25)
    ? random.any(
        planNames.filter(name => !honest || named.includes(touches[name])),
      )
    : undefined;
  return {
    verb: 'create',
    by: byPipeline ? pipeline : by,
    ...(byPipeline && { requester: by }),
    fields: {
      type,
      environment:
        like?.environment ??
        (honest && named.some(item => estate.items[item].environment)
          ? 'production'
          : random.pick([...environments, 'production'])),
      items: named,
      window: like?.window
        ? [minuteOf(arena, like.window.start), minuteOf(arena, like.window.end)]
        : [start, start + random.pick(lengths)],
      justification: random.chance(0.75) ? 'It is needed.' : undefined,
      implementer: random.chance(0.5) ? random.pick(everybody) : undefined,
      commit: random.chance(0.85) ? random.pick(commitNames) : undefined,
      ...(type === 'standard' && { template: template.id }),
      ...(random.chance(0.2) && { reliabilityFix: true }),
    },
    plan,
    planAuthors: random.chance(0.2) ? [random.pick(everybody)] : undefined,
    runId: random.chance(0.15) ? random.pick(['1', '2']) : undefined,
    submit: random.chance(0.6) || undefined,
    ...keyed(random),
  };
}

/** Draws what one person or machine does with one change. */
class Drawer {
  readonly #arena: ChangeArena;
  readonly #random: Random;
  readonly #id: string;
  readonly #detail: ChangeDetail;

  constructor(
    arena: ChangeArena,
    random: Random,
    id: string,
    detail: ChangeDetail,
  ) {
    this.#arena = arena;
    this.#random = random;
    this.#id = id;
    this.#detail = detail;
  }

  draw(verb: Verb): Move | undefined {
    const random = this.#random;
    const now = this.#now;
    switch (verb) {
      case 'create':
        return create(this.#arena, random);
      case 'look':
        return { verb, by: this.#doer(), change: this.#id };
      case 'gate':
        return {
          verb,
          by: random.chance(0.9) ? pipeline : this.#doer(),
          change: this.#id,
          presents: this.#presented(0.9),
          ...keyed(random),
        };
      case 'report':
        return this.#report();
      case 'freeze': {
        const from = now + random.pick([-60, 0, 30]);
        return {
          verb,
          from,
          to: from + random.pick([65, 120, 600]),
          environment: random.chance(0.5)
            ? random.pick(environments)
            : undefined,
          critical: random.chance(0.4) || undefined,
          strict: random.chance(0.4) || undefined,
        };
      }
      case 'end-freeze': {
        const freeze = random.any([...this.#arena.freezes.keys()]);
        return freeze === undefined ? undefined : { verb, freeze };
      }
      case 'raise':
        return {
          verb,
          item: random.pick(this.#change.items),
          to: random.pick(['tier-1', 'sox']),
        };
      case 'vanish':
        return { verb, item: random.pick(this.#change.items) };
      case 'leave':
        return {
          verb,
          person: random.pick(everybody),
          group: random.pick(Object.values(groups)),
        };
      case 'join':
        return {
          verb,
          person: random.pick(everybody),
          group: random.pick([groups.approvers, groups.board]),
        };
      case 'policies':
        return { verb, name: random.pick(['usual', 'strict']) };
      case 'budget':
        return { verb, left: random.pick(budgetsLeft) };
      case 'budget-policy':
        return { verb, strict: random.chance(0.5) };
      case 'budget-service':
        return { verb, down: random.chance(0.4) };
      case 'housekeeping':
        return { verb };
      case 'edit':
        return { ...this.#on(this.#doer()), verb, fields: this.#edit() };
      case 'plan':
        return {
          ...this.#on(this.#doer()),
          verb,
          plan: random.pick(planNames),
          commit: random.chance(0.3) ? random.pick(commitNames) : undefined,
        };
      case 'accept-conflict':
        return { ...this.#on(this.#doer()), verb, place: random.below(3) };
      case 'close':
        return {
          ...this.#on(this.#doer()),
          verb,
          code: random.pick(['successful', 'successful', 'unsuccessful']),
        };
      case 'withdraw':
        return { ...this.#on(this.#approver() ?? this.#judge()), verb };
      case 'decline':
        return { ...this.#on(this.#named()), verb };
      case 'withdraw-request':
        return { ...this.#on(this.#wanting() ?? this.#judge()), verb };
      case 'approve':
      case 'request-changes':
      case 'reject':
        return { ...this.#on(this.#judge()), verb };
      default:
        return { ...this.#on(this.#doer()), verb };
    }
  }

  get #change() {
    return this.#detail.change;
  }

  get #now() {
    return Math.floor(this.#arena.now / MINUTE);
  }

  #on(by: string): Pick<ChangeMove, 'by' | 'change' | 'saw' | 'keyed'> {
    const { number } = this.#change;
    const views = this.#arena.views.get(number) ?? [];
    const stale = this.#random.chance(0.1);
    const saw = stale ? this.#random.any(views)?.step : undefined;
    return {
      by,
      change: this.#id,
      ...(saw !== undefined && { saw: `s${saw}` }),
      ...keyed(this.#random),
    };
  }

  #report(): Move {
    const random = this.#random;
    const gates = [...this.#arena.answers.keys()];
    const quotes = random.chance(0.5) ? random.any(gates) : undefined;
    const now = this.#now;
    const started = random.weighted({ now: 5, past: 4, future: 0.5 });
    const start = {
      now: now - random.below(3),
      past: random.below(now + 1),
      future: now + 30,
    }[started];
    const finish = started === 'future' ? start + 5 : Math.max(start, now);
    return {
      verb: 'report',
      by: random.chance(0.8) ? pipeline : this.#doer(),
      change: this.#id,
      presents: this.#presented(0.8),
      outcome: random.pick(['succeeded', 'succeeded', 'failed']),
      started: start,
      finished: finish,
      quotes,
      deployer: random.chance(0.4) ? this.#doer(true) : undefined,
      ...(random.chance(0.1) && { items: some(random, everything) }),
      ...keyed(random),
    };
  }

  /** As the change has it, or otherwise. */
  #presented(faithfully: number) {
    const presents = this.#arena.presentedBy(this.#detail);
    const random = this.#random;
    if (random.chance(faithfully)) return presents;
    return {
      ...presents,
      ...random.pick([
        { environment: random.pick(environments) },
        { commit: random.pick(commitNames) },
        { plan: random.pick(planNames) },
        { commit: undefined },
      ]),
    };
  }

  #edit(): Fields {
    const random = this.#random;
    const now = this.#now;
    const change = this.#change;
    const fields: Fields[] = [
      { implementer: random.chance(0.5) ? null : random.pick(everybody) },
      { implementer: random.chance(0.5) ? null : random.pick(everybody) },
      { items: some(random, everything) },
      { environment: random.pick(['production', ...environments]) },
      { window: [now, now + random.pick(lengths)] },
      { title: `Raise the limits ${random.below(3)}` },
      {
        implementationPlan: random.pick([
          'By hand.',
          template.implementationPlan,
        ]),
      },
      { testPlan: random.pick(['Look at it.', template.testPlan]) },
      { link: random.pick(['a', 'b']) },
      { justification: random.pick(['It burns.', '']) },
      { commit: random.chance(0.2) ? null : random.pick(commitNames) },
      { category: random.pick(['software', 'database']) },
      { reliabilityFix: random.chance(0.7) },
    ];
    if (change.state === 'new' && random.chance(0.4)) {
      return random.pick<Fields>([
        { type: 'emergency' },
        { type: 'normal' },
        { type: 'standard', template: template.id },
      ]);
    }
    return random.chance(0.85)
      ? random.pick(fields)
      : { ...random.pick(fields), ...random.pick(fields) };
  }

  /** Who decides: mostly somebody who is asked, sometimes one who should not. */
  #judge(): string {
    const who = this.#random.weighted({ asked: 7, involved: 3, anybody: 1 });
    if (who === 'asked') return this.#asked() ?? this.#anybody();
    return who === 'involved' ? this.#involved() : this.#anybody();
  }

  /** Who does something: mostly one involved, sometimes one who approves, or a machine. */
  #doer(person = false): string {
    const who = this.#random.weighted({
      involved: 6,
      asked: 2.5,
      anybody: 1,
      machine: person ? 0 : 1,
    });
    if (who === 'machine') return pipeline;
    if (who === 'involved') return this.#involved();
    if (who === 'asked') {
      return this.#approver() ?? this.#asked() ?? this.#anybody();
    }
    return this.#anybody();
  }

  /** One who approved. */
  #approver(): string | undefined {
    const { approvals } = this.#detail;
    return this.#random.any(
      approvals?.requirements.flatMap(r => r.approvals.map(a => a.approver)) ??
        [],
    );
  }

  /** One who wants something changed. */
  #wanting(): string | undefined {
    return this.#random.any(this.#detail.changesRequested.map(r => r.approver));
  }

  /** One whom somebody else named. */
  #named(): string {
    const { implementer, planAuthors } = this.#change;
    const named = [...(implementer ? [implementer] : []), ...planAuthors];
    return this.#random.any(named) ?? this.#anybody();
  }

  #asked(): string | undefined {
    const { approvals } = this.#detail;
    return this.#random.any(
      approvals?.requirements.flatMap(r => r.eligible.map(e => e.user)) ?? [],
    );
  }

  #involved(): string {
    const { requester, implementer, planAuthors } = this.#change;
    const hands = this.#arena.handsOf(this.#change.number);
    return this.#random.pick([
      requester,
      ...(implementer ? [implementer] : []),
      ...planAuthors,
      ...hands,
    ]);
  }

  #anybody(): string {
    return this.#random.pick(everybody);
  }
}

function hasOpenConflict({ conflicts }: ChangeDetail): boolean {
  return conflicts.some(c => c.acceptable && !c.accepted);
}

function minuteOf(arena: ChangeArena, instant: string): number {
  return Math.round(arena.sinceBegin(instant) / MINUTE);
}

function some(random: Random, all: readonly string[]): string[] {
  const first = random.pick(all);
  return random.chance(0.75)
    ? [first]
    : [...new Set([first, random.pick(all)])];
}

function keyed(random: Random): { keyed?: true } {
  return random.chance(0.4) ? { keyed: true } : {};
}

/** Somebody's next move. */
export function drawMove(
  arena: ChangeArena,
  random: Random,
  { opening, altering }: Hint,
): Move | undefined {
  const change = pickChange(arena, random);
  if (opening || !change) return create(arena, random);
  const detail = arena.viewOf(change)!;
  const verb = random.weighted(
    altering
      ? alterations
      : {
          ...anytime,
          ...(detail.change.onHold && { resume: 4 }),
          ...verbsIn[detail.change.state],
          ...(hasOpenConflict(detail) && { 'accept-conflict': 5 }),
        },
  );
  return new Drawer(arena, random, change, detail).draw(verb);
}

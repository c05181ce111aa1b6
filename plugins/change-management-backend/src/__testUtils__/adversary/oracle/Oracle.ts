import {
  ChangeDetail,
  changeStory,
  Deployment,
  GateDecision,
} from '@countersign/plugin-change-management-common';
import { Breach } from '@countersign/plugin-governance-test-utils';
import type { ChangeArena, Outcome, View } from '../ChangeArena';
import { graceMs, pipeline, Plans } from '../estate';
import { Estate } from '../../memory/MemoryCatalog';
import { Request } from '../requests';
import { CaseFile } from './CaseFile';
import { contentOf, differenceOf, rejectableOf } from './content';
import { invariantOf } from './invariants';
import {
  approvalsMissing,
  flawOf,
  Freeze,
  objectionsTo,
  presentedOtherwise,
  stateOf,
  Surroundings,
  World,
} from './objections';
import { countsFor } from './policy';
import { runObjections } from './runObjections';

/** What just happened. */
export interface Happening {
  id: string;
  at: number;
  request: Request;
  outcome: Outcome;
  arena: ChangeArena;
}

type Act = Extract<Request, { kind: 'act' }>;
type Edit = Extract<Request, { kind: 'edit' }>;

/** The part each verb makes one have. */
const handOf: Record<string, string | undefined> = {
  edit: 'edited',
  plan: 'planned',
  submit: 'submitted',
  authorize: 'asked',
  'accept-conflict': 'accepted',
  start: 'started',
  complete: 'completed',
};

const personal = new Set([
  'approve',
  'reject',
  'request-changes',
  'withdraw-request',
  'start',
  'close',
  'accept-conflict',
]);

/**
 * Watches from outside what is asked and what is answered, keeps its own books, and tells what should not have been. It
 * knows the rules in its own words and never asks the product's judge.
 */
export class Oracle {
  readonly #files = new Map<string, CaseFile>();
  readonly #worlds: World[] = [];
  readonly #freezes = new Map<string, Freeze>();
  readonly #gates = new Map<string, number>();
  readonly #versions = new Map<string, Record<string, string>>();
  readonly #actors = new Map<string, Set<string>>();
  readonly #plans: Plans;
  #breaches: { kind: string; text: string; file?: CaseFile }[] = [];

  constructor(plans: Plans) {
    this.#plans = plans;
  }

  actorsOf(number: string): string[] {
    return [...(this.#actors.get(number) ?? [])];
  }

  async note(happening: Happening): Promise<void> {
    const { arena, at, id, request, outcome } = happening;
    const step = Number(id.slice(1));
    this.#worlds.push({
      step,
      at,
      estate: arena.catalog.estate,
      policies: arena.policies,
    });
    if (outcome.broke) {
      const { name, message } = outcome.broke;
      const where = message.replace(/CHG\d+|[0-9a-f-]{36}/g, '…');
      this.#breach(`broke-${name}: ${where}`, message);
    }
    if (!outcome.refused) {
      if (outcome.repeated) this.#judgeRepetition(happening);
      else await this.#judge(happening, step);
    }
    this.#judgeVersions(arena);
    this.#judgeDebts(step);
    if (request.kind === 'world' && request.what.verb === 'housekeeping') {
      await this.#judgeHousekeeping(happening, step);
    }
    await this.#judgeStories(happening);
  }

  takeBreaches(): Breach[] {
    const found = this.#breaches;
    this.#breaches = [];
    return found.map(({ kind, text }) => ({
      kind,
      text,
      invariant: invariantOf(kind),
    }));
  }

  async #judge(happening: Happening, step: number): Promise<void> {
    const { arena, at, request, outcome } = happening;
    const { detail, gate, deployment, rule } = outcome;
    switch (request.kind) {
      case 'create':
        return this.#opened(request, detail!, arena, step);
      case 'edit':
      case 'act':
        return this.#acted(request, detail!, happening, step);
      case 'gate':
        return this.#answered(request.input, gate!, happening, step);
      case 'report':
        return this.#reported(request, deployment!, happening, step);
      case 'rule': {
        const { input } = request;
        this.#freezes.set(rule!.id, {
          from: arena.sinceBegin(input.start),
          to: arena.sinceBegin(input.end),
          declared: at,
          environment: input.environments[0],
          critical: input.scope !== undefined,
          strict: !input.allowEmergency,
        });
        return undefined;
      }
      case 'end-rule': {
        const freeze = this.#freezes.get(request.rule);
        if (freeze) freeze.ended = at;
        return undefined;
      }
      default:
        return undefined;
    }
  }

  #opened(
    { by, input, move }: Extract<Request, { kind: 'create' }>,
    detail: ChangeDetail,
    arena: ChangeArena,
    step: number,
  ): void {
    const { number, requester } = detail.change;
    const known = this.#files.get(number);
    if (known) {
      const asked = arena.contentAsked(move);
      const stands = contentOf(known.views[0].detail.change);
      const other = Object.keys(asked).find(f => asked[f] !== stands[f]);
      if (other) {
        this.#breach(
          `answers-run-id-${other}`,
          `${by} asked for another ${other} under the run that opened ${number}, and was answered as if that were it`,
          known,
        );
      }
      return;
    }
    const file = this.#file(number, arena.views.get(number)!, arena.now);
    this.#hand(file, requester, 'requested', step);
    if (by !== pipeline) this.#hand(file, by, 'opened', step);
    this.#acts(number, by);
    if (input.submit && by !== pipeline) {
      this.#hand(file, by, 'submitted', step);
    }
  }

  async #acted(
    request: Act | Edit,
    after: ChangeDetail,
    { arena, at }: Happening,
    step: number,
  ): Promise<void> {
    const { by, number } = request;
    const file = this.#files.get(number);
    const before = file?.at(step - 0.5);
    if (!file || !before) return;
    const verb = request.kind === 'edit' ? 'edit' : request.call.verb;
    const around = this.#around(arena, step);
    this.#acts(number, by);
    if (by === pipeline) this.#judgeMachine(verb, before, file);
    const standing = file
      .standing(step)
      .filter(g => g.who === by || g.onBehalfOf === by);
    const changed =
      differenceOf(contentOf(before.change), contentOf(after.change)) ??
      (before.change.implementer !== after.change.implementer
        ? 'implementer'
        : undefined);
    const as = handOf[verb];
    const didSomething = !['edit', 'plan'].includes(verb) || changed;
    // An approver may answer for a conflict that came up after the approval.
    const isApproversOwn = verb === 'accept-conflict';
    if (as && didSomething && by !== pipeline) {
      if (standing.length && !isApproversOwn) {
        this.#breach(
          `act-approver-${as}`,
          `${by} approved ${number} and then ${as} it, and the approval stands`,
          file,
        );
      }
      this.#hand(file, by, as, step);
    }
    switch (verb) {
      case 'approve':
        this.#approved(request as Act, file, after, around);
        break;
      case 'reject':
        file.rejections.push({
          step,
          content: rejectableOf(before.change),
        });
        if (file.owed) file.owed.ended ??= step;
        break;
      case 'start':
        this.#started(file, before, after, around, at);
        break;
      case 'edit':
      case 'plan':
        if (changed && hasStarted(before)) {
          this.#breach(
            `edit-after-start-${changed}`,
            `${by} wrote another ${changed} of ${number} in ${before.change.state}`,
            file,
          );
        }
        break;
      case 'cancel':
        if (isOwed(file) || before.change.type === 'retrospective') {
          this.#breach(
            `cancel-owed`,
            `${number} went ahead unapproved, and was canceled`,
            file,
          );
        }
        break;
      case 'close':
        this.#closed(request as Act, file, before);
        break;
      case 'accept-conflict': {
        const { key } = (request as Act).call.body as { key: string };
        const conflict = before.conflicts.find(c => c.key === key);
        const other = conflict?.other?.number;
        const theirs = other && this.#files.get(other)?.now.change.window;
        if (other && theirs) {
          file.acceptances.push({
            by,
            step,
            key,
            other,
            round: after.change.approvalRound,
            otherWindow: `${theirs.start} ${theirs.end}`,
          });
        }
        break;
      }
      case 'decline':
        file.declined.add(by);
        break;
      case 'withdraw':
        for (const given of standing) given.withdrawn = step;
        break;
      case 'comment':
        if (traceOf(before) !== traceOf(after)) {
          this.#breach(
            'comment-decides',
            `A comment of ${by} on ${number} did more than say something`,
            file,
          );
        }
        break;
      case 'request-changes':
        this.#wanted(request as Act, file, before, after, around);
        break;
      case 'withdraw-request':
        this.#answeredWanted(file, by, step);
        if (after.change.approvalStatus === 'approved') {
          this.#judgeApproved(file, around);
        }
        break;
      default:
    }
  }

  #approved(
    { by, seen }: Act,
    file: CaseFile,
    after: ChangeDetail,
    around: Surroundings,
  ): void {
    const { step, estate } = around.world;
    const requirements = after.approvals?.requirements ?? [];
    const counted = requirements
      .flatMap(r => r.approvals)
      .find(a => a.approver === by);
    const given = {
      who: by,
      onBehalfOf: counted
        ? counted.onBehalfOf
        : delegatorOf(by, requirements, estate),
      step,
      round: after.change.approvalRound,
      seen,
    };
    file.given.push(given);
    this.#answeredWanted(file, by, step);
    const flaw = flawOf(file, given, after.change, step);
    if (flaw) {
      this.#breach(
        `approve-${flaw}`,
        `${by} approved ${file.number}: ${flaw}`,
        file,
      );
    } else if (!requirements.some(r => countsFor(given, r.group, estate))) {
      this.#breach(
        'approve-not-asked',
        `${by} approved ${file.number} and is in no group that is asked`,
        file,
      );
    }
    if (after.change.approvalStatus === 'approved') {
      if (file.owed) file.owed.ended ??= step;
      this.#judgeApproved(file, around);
    }
  }

  #judgeApproved(file: CaseFile, around: Surroundings): void {
    const missing = approvalsMissing(file, around);
    if (missing) {
      this.#breach(
        `approved-${missing}`,
        `${file.number} counts as approved: ${missing}`,
        file,
      );
    }
  }

  /** Whoever may approve says what has to be different; what others approved stands. */
  #wanted(
    { by, seen }: Act,
    file: CaseFile,
    before: ChangeDetail,
    after: ChangeDetail,
    { world: { step, estate } }: Surroundings,
  ): void {
    const { approvalRound: round, state } = after.change;
    const requirements = after.approvals?.requirements ?? [];
    const wanted = {
      who: by,
      onBehalfOf: delegatorOf(by, requirements, estate),
      step,
      round,
      seen,
    };
    file.wanted.push({ who: by, step, round });
    const flaw = flawOf(file, wanted, after.change, step);
    if (flaw) {
      this.#breach(
        `request-${flaw}`,
        `${by} requested changes to ${file.number}: ${flaw}`,
        file,
      );
    } else if (!requirements.some(r => countsFor(wanted, r.group, estate))) {
      this.#breach(
        'request-not-asked',
        `${by} requested changes to ${file.number} and is in no group that is asked`,
        file,
      );
    }
    if (round !== before.change.approvalRound || state !== 'authorize') {
      this.#breach(
        'request-voids',
        `The request of ${by} undid what others approved of ${file.number}`,
        file,
      );
    }
  }

  #answeredWanted(file: CaseFile, by: string, step: number): void {
    for (const wanted of file.wantedAt(step)) {
      if (wanted.who === by) wanted.ended = step;
    }
  }

  #started(
    file: CaseFile,
    before: ChangeDetail,
    after: ChangeDetail,
    around: Surroundings,
    at: number,
  ): void {
    const { step } = around.world;
    const { change } = before;
    const isUnapproved =
      change.type === 'emergency' && change.approvalStatus !== 'approved';
    if (isUnapproved) {
      file.owed ??= { since: at, dueAt: at + graceMs };
    }
    for (const objection of objectionsTo(file, at, around)) {
      this.#breach(
        `start-${objection}`,
        `${file.number} was started: ${objection}`,
        file,
      );
    }
    const { implementer } = after.change;
    if (implementer) this.#hand(file, implementer, 'implements', step);
  }

  #closed({ call }: Act, file: CaseFile, before: ChangeDetail): void {
    const { change } = before;
    const { code } = call.body as { code: string };
    const rejected = file.rejections.length > 0 && !approvedSince(file);
    const owesRetrospect =
      change.type === 'retrospective' &&
      !['approved', 'rejected'].includes(change.approvalStatus);
    if ((isOwed(file) && !rejected) || owesRetrospect) {
      this.#breach(
        'close-owed',
        `${file.number} went ahead unapproved, and was closed`,
        file,
      );
    }
    const wentAhead = file.owed ?? change.type === 'retrospective';
    if (rejected && wentAhead && code !== 'unsuccessful') {
      this.#breach(
        'close-rejected',
        `${file.number} was rejected afterwards, and closed as ${code}`,
        file,
      );
    }
    if (
      code === 'successful' &&
      file.runs.some(
        run =>
          ['unauthorised', 'scope_exceeded'].includes(
            run.reconciliation.verdict,
          ) && !run.reconciliation.retrospectiveChange,
      )
    ) {
      this.#breach(
        'close-over-deviation',
        `${file.number} was closed as successful over a run that nobody approved and nobody is asked about`,
        file,
      );
    }
  }

  #answered(
    asked: Extract<Request, { kind: 'gate' }>['input'],
    answer: GateDecision,
    { arena, at }: Happening,
    step: number,
  ): void {
    this.#gates.set(answer.id, at);
    const file = asked.change && this.#files.get(asked.change);
    if (!file || answer.decision !== 'allow') return;
    const around = this.#around(arena, step);
    const objections = [
      ...stateOf(file, step),
      ...objectionsTo(file, at, around),
      ...presentedOtherwise(file, step, asked),
    ];
    for (const objection of objections) {
      this.#breach(
        `gate-${objection}`,
        `The gate let ${file.number} through: ${objection}`,
        file,
      );
    }
  }

  async #reported(
    { by, input }: Extract<Request, { kind: 'report' }>,
    run: Deployment,
    happening: Happening,
    step: number,
  ): Promise<void> {
    const { arena, at } = happening;
    const { reconciliation: verdict, changeNumber } = run;
    const file = changeNumber ? this.#files.get(changeNumber) : undefined;
    if (!file || file.runs.some(known => known.id === run.id)) return;
    file.runs.push(run);
    const deployers = [input.deployer, by === pipeline ? undefined : by];
    const before = file.at(step - 0.5);
    const retro = verdict.retrospectiveChange;
    const opened =
      retro && this.#file(retro, arena.views.get(retro)!, at, { file, step });
    for (const who of deployers) {
      if (!who) continue;
      this.#hand(file, who, 'deployed', step, true);
      if (opened) this.#hand(opened, who, 'deployed', step);
      this.#acts(file.number, who);
    }
    for (const about of opened ? [file, opened] : [file]) {
      const entries = await arena.entriesOf(about.number);
      const told = entries.some(
        ({ type, data }) =>
          type === 'deployment.reported' && idOf(data) === run.id,
      );
      if (!told) {
        const which = about === file ? 'change' : 'retrospective';
        this.#breach(
          `record-run-missing-in-${which}`,
          `The entries of ${about.number} do not tell of the run ${run.externalId}`,
          about,
        );
      }
    }
    const books = {
      worlds: this.#worlds,
      askedAt: (id: string) => this.#gates.get(id),
      around: (then: number) => this.#around(arena, then),
      arena,
    };
    const { least, most } = runObjections(file, run, at, books);
    if (verdict.verdict === 'authorised') {
      for (const objection of least) {
        this.#breach(
          `run-${objection}`,
          `A run of ${file.number} counts as authorised: ${objection}`,
          file,
        );
      }
      for (const who of deployers) {
        const approved = file
          .standing(step)
          .some(g => g.who === who || g.onBehalfOf === who);
        if (who && approved && file.given.length) {
          this.#breach(
            'run-hand-deployed',
            `${who} approved ${file.number} and deployed it, and the run counts as authorised`,
            file,
          );
        }
      }
    } else if (!most.length && before && !deployers.some(Boolean)) {
      this.#breach(
        'run-allowed-but-not-authorised',
        `A run of ${file.number} that the gate would have allowed is ${
          verdict.verdict
        }: ${verdict.reasons.join(' ')}`,
        file,
      );
    }
  }

  /** What only a person does. */
  #judgeMachine(verb: string, before: ChangeDetail, file: CaseFile): void {
    const holdOfPerson = before.change.hold?.by.startsWith('user:');
    if (personal.has(verb) || (verb === 'resume' && holdOfPerson)) {
      this.#breach(
        `machine-${verb}`,
        `A pipeline did ${verb} with ${file.number}`,
        file,
      );
    }
  }

  /** A repeated request is answered, and must not claim what no longer stands. */
  #judgeRepetition({ request, outcome, arena, at }: Happening): void {
    const { detail, gate } = outcome;
    if (detail) {
      const file = this.#files.get(detail.change.number);
      const stands = arena.views.get(detail.change.number)?.at(-1)?.detail;
      if (stands && stands.change.version !== detail.change.version) {
        this.#breach(
          `answers-repeated-${
            request.kind === 'act' ? request.call.verb : request.kind
          }`,
          `A repeated request is told version ${detail.change.version} of ${detail.change.number}, which is at ${stands.change.version}`,
          file,
        );
      }
    }
    const file = gate?.changeNumber && this.#files.get(gate.changeNumber);
    if (!file || gate.decision !== 'allow') return;
    const { step } = this.#worlds[this.#worlds.length - 1];
    const around = this.#around(arena, step);
    const objections = [
      ...stateOf(file, step),
      ...objectionsTo(file, at, around),
    ];
    if (objections.length) {
      this.#breach(
        'answers-repeated-allow',
        `A repeated question is let through as before, although by now: ${objections.join()}`,
        file,
      );
    }
  }

  /** One version is one content. */
  #judgeVersions(arena: ChangeArena): void {
    for (const [number, views] of arena.views) {
      const { change } = views[views.length - 1].detail;
      const key = `${number} ${change.version}`;
      const content = contentOf(change);
      const known = this.#versions.get(key) ?? content;
      this.#versions.set(key, content);
      const other = differenceOf(known, content);
      if (other) {
        this.#breach(
          'answers-version',
          `Version ${change.version} of ${number} had another ${other} before`,
          this.#files.get(number),
        );
      }
    }
  }

  /** What went ahead is approved, rejected or visibly owed. */
  #judgeDebts(step: number): void {
    for (const file of this.#files.values()) {
      if (!isOwed(file)) continue;
      const { approvalStatus, approvalDueAt, state } = file.now.change;
      if (state === 'canceled') continue;
      if (approvalStatus !== 'due' || !approvalDueAt) {
        this.#breach(
          `owed-hidden-as-${approvalStatus}`,
          `${file.number} went ahead unapproved and reads ${approvalStatus} at step ${step}`,
          file,
        );
      }
    }
  }

  async #judgeHousekeeping(
    { at, arena }: Happening,
    step: number,
  ): Promise<void> {
    for (const file of this.#files.values()) {
      const { change } = file.now;
      if (isOwed(file) && file.owed!.dueAt <= at) {
        const entries = await arena.entriesOf(file.number);
        if (!entries.some(e => e.type === 'change.approval_overdue')) {
          this.#breach(
            'record-overdue-missing',
            `${file.number} is overdue, and nothing says so`,
            file,
          );
        }
      }
      const { window, state } = change;
      if (state !== 'scheduled' || !window) continue;
      const end = arena.sinceBegin(window.end);
      if (end > at || file.runs.length || step === 0) continue;
      const entries = await arena.entriesOf(file.number);
      const told = entries.some(
        ({ type, occurredAt, data }) =>
          type === 'deployment.reconciled' &&
          isNeverRun(data) &&
          occurredAt >= window.end,
      );
      if (!told) {
        this.#breach(
          'record-window-without-run-missing',
          `The window of ${file.number} passed without a run, and nothing says so`,
          file,
        );
      }
    }
  }

  /** What is broken must not be proven. */
  async #judgeStories({ arena }: Happening): Promise<void> {
    for (const { kind, file } of [...this.#breaches]) {
      if (!file || file.breached || !isInTheStory(kind)) continue;
      file.breached = true;
      const story = changeStory(await arena.entriesOf(file.number));
      if (story.holds) {
        this.#breach(
          `verifier-${kind}`,
          `The story of ${file.number} is proven, although: ${kind}`,
        );
      }
    }
  }

  #around(arena: ChangeArena, step: number): Surroundings {
    const world = this.#worldAt(step);
    return {
      world,
      worldAt: then => this.#worldAt(then),
      files: [...this.#files.values()],
      freezes: [...this.#freezes.values()],
      plans: this.#plans,
      since: instant => arena.sinceBegin(instant),
    };
  }

  #worldAt(step: number): World {
    return (
      this.#worlds.filter(world => world.step <= step).at(-1) ?? this.#worlds[0]
    );
  }

  #file(
    number: string,
    views: View[],
    openedAt: number,
    base?: CaseFile['base'],
  ): CaseFile {
    const known = this.#files.get(number);
    if (known) return known;
    const file = new CaseFile(number, openedAt, views, base);
    this.#files.set(number, file);
    return file;
  }

  #hand(
    file: CaseFile,
    who: string,
    as: string,
    step: number,
    reported?: boolean,
  ): void {
    file.hands.push({ who, as, step, reported });
  }

  #acts(number: string, who: string): void {
    const actors = this.#actors.get(number) ?? new Set();
    if (who !== pipeline) actors.add(who);
    this.#actors.set(number, actors);
  }

  #breach(kind: string, text: string, file?: CaseFile): void {
    this.#breaches.push({ kind, text, file });
  }
}

/** For whom somebody decides who is in none of the groups that are asked. */
function delegatorOf(
  who: string,
  requirements: readonly { group: string }[],
  { people }: Estate,
): string | undefined {
  const isAsked = (person: string) =>
    requirements.some(r => people[person]?.groups.includes(r.group));
  if (isAsked(who)) return undefined;
  return Object.keys(people).find(
    person => people[person].delegate?.to === who && isAsked(person),
  );
}

function isOwed({ owed }: CaseFile): boolean {
  return owed !== undefined && owed.ended === undefined;
}

function approvedSince(file: CaseFile): boolean {
  const last = file.rejections[file.rejections.length - 1];
  return file.given.some(given => given.step > last.step);
}

function hasStarted({ change }: ChangeDetail): boolean {
  return (
    change.type === 'retrospective' ||
    ['implement', 'review', 'closed', 'canceled'].includes(change.state)
  );
}

function idOf(data: unknown): unknown {
  return (data as { id?: unknown }).id;
}

function isNeverRun(data: unknown): boolean {
  return (data as { verdict?: unknown }).verdict === 'never_run';
}

/** Answers to repetitions and what a run id means are not told by a story. */
function isInTheStory(kind: string): boolean {
  return !/^(answers|record|verifier)-/.test(kind);
}

/** What of a change an act that decides nothing leaves alone. */
function traceOf({ change, duties, changesRequested }: ChangeDetail): string {
  return JSON.stringify([change, duties, changesRequested]);
}

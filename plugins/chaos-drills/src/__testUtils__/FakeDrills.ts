import {
  ChangeDrills,
  Detection,
  drillActions,
  DrillBody,
  drillBodies,
  DrillDetail,
  drillEntries,
  DrillFacts,
  drillNextStep,
  DrillPage,
  DrillPlan,
  EntityDrills,
  ExperimentDetail,
  foldDrill,
  foldGameDay,
  foldLever,
  foreignJournalSchema,
  GameDayDetail,
  GameDayFacts,
  gameDayActions,
  gameDayNextStep,
  ImportedJournal,
  ImportJournal,
  judgeCancel,
  judgeNote,
  judgeRelease,
  judgeStop,
  Lever,
  LEVER_SUBJECT,
  scheduleSubject,
  ListDrills,
  listDrillsSchema,
  PlanDrill,
  Pull,
  Readiness,
  RunEvents,
  Schedule,
} from '@countersign/plugin-chaos-drills-common';
import { Refusal } from '@countersign/plugin-governance-common';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { ChaosDrillsApi } from '../api';

export const reader = 'user:default/ben';
export const team = 'group:default/checkout';
export const componentRef = 'component:default/checkout-api';
export const digest = `sha256:${'a'.repeat(64)}`;

type EntryType = keyof typeof drillEntries.schemas;

/** An experiment that can be drilled. */
export const experiment: ExperimentDetail = {
  name: 'latency',
  title: 'Half of the answers take 3 s',
  description: 'Clients wait, and retry.',
  entity: componentRef,
  scenario: 'latency',
  runbook: 'docs/runbooks/high-api-latency.md',
  digest,
  problems: [],
  standardChanges: ['chaos-drill'],
  text: `title: Half of the answers take 3 s
description: Clients wait, and retry.
extensions:
  - name: countersign
    entity: ${componentRef}
    scenario: latency
    hosts: ['checkout:8080']
    objectives: [checkout-latency]
    bad-share: 0.5
    budget-share: 1
steady-state-hypothesis:
  title: Customers are answered in time
  probes:
    - type: probe
      name: the list is answered
      tolerance: 200
      provider: { type: http, url: 'http://checkout:8080/list' }
runtime:
  rollbacks: { strategy: always }
method:
  - type: action
    name: half of the answers are slow
    provider:
      type: fault
      target: http://checkout:8080
      fault: latency
      arguments: { share: 0.5 }
      seconds: 300
      lease: 20
`,
};

function refused(refusal: Refusal) {
  return Object.assign(new Error(refusal.message), {
    name: 'ConflictError',
    ...refusal,
  });
}

/** Something that should have been drilled. */
export const overdue = {
  ...{ entity: componentRef, scenario: 'latency', tier: 'tier-1' },
  dueAt: '2026-11-01T00:00:00.000Z',
  overdueDays: 26,
};

/** The backend of drills, for the reader: what it answers is judged and folded by the real rules. */
export class FakeDrills implements ChaosDrillsApi {
  readonly asked: ListDrills[] = [];
  readonly planned: PlanDrill[] = [];
  readonly askedEvents: number[] = [];
  events: RunEvents['events'] = [];
  spent: RunEvents['spent'];
  spentAt: string | undefined;
  refusals: Readiness['refusals'] = [];
  /** As they are resolved now; those that were planned unless told. */
  targets: string[] | undefined;
  plan: DrillPlan['items'] = [];
  permitted: ChangeDrills['experiments'] = [];
  detection: Detection = {
    ...{ compared: 0, within: 0, missed: 0, surprises: 0 },
    drills: [],
  };
  experiments: ExperimentDetail[] = [experiment];
  schedules: Schedule[] = [];
  readonly scheduleActs: [experiment: string, verb: string, body: object][] =
    [];
  readonly #entries = new Map<string, TimelineEvent[]>();
  #facts = new Map<string, DrillFacts>();
  #pulls: readonly Pull[] = [];

  async getDashboard() {
    return { at: '', previousFrom: '', from: '', to: '', figures: [] };
  }

  /** A drill that was planned. */
  open(number: string = 'DRL0000001', fields: object = {}): this {
    this.write(number, 'drill.planned', {
      title: 'Half of the answers take 3 s',
      entity: componentRef,
      scenario: 'latency',
      experiment: digest,
      change: 'CHG0000042',
      targets: ['http://checkout:8080'],
      budgets: [{ objective: 'checkout-latency', costs: 0.4, most: 1 }],
      predicted: [{ objective: 'checkout-latency', after: 66_000 }],
      ...fields,
    });
    return this;
  }

  /** It runs. */
  start(number: string = 'DRL0000001'): this {
    this.write(number, 'drill.started', {
      world: {
        at: '2026-11-27T10:00:00.000Z',
        ...{ freezes: [], hours: { open: true }, incidents: [] },
        budgetsLeft: { 'checkout-latency': 0.9 },
        ...{ pulls: [], running: [], targets: ['http://checkout:8080'] },
      },
    });
    return this;
  }

  /** Somebody does something. */
  write(
    number: string,
    type: EntryType,
    data: object,
    {
      actor = reader,
      at = '2026-11-27T10:00:00.000Z',
    }: { actor?: string; at?: string } = {},
  ): void {
    const before = this.#entries.get(number) ?? [];
    const entry = {
      id: `${number}-${before.length}`,
      ...{ type, actor, occurredAt: at },
      data: data as Record<string, unknown>,
    };
    this.#entries.set(number, [...before, entry]);
    const told = { ...entry, subject: number };
    if (number.startsWith('GMD')) return;
    if (number === LEVER_SUBJECT) {
      this.#pulls = foldLever(this.#pulls, told);
      return;
    }
    const facts = foldDrill(this.#facts.get(number), told);
    if (facts) this.#facts.set(number, facts);
  }

  async listExperiments() {
    return { items: this.experiments };
  }

  async getExperiment(name: string) {
    const found = this.experiments.find(each => each.name === name);
    if (!found) throw missing(name);
    return found;
  }

  async listDrills(query: ListDrills = {}): Promise<DrillPage> {
    this.asked.push(query);
    const { state, entity, outcome, missed, retestOf } =
      listDrillsSchema.parse(query);
    const items = [...this.#facts.keys()]
      .map(number => this.#detail(number).drill)
      .filter(
        drill =>
          (!state?.length || state.includes(drill.state)) &&
          (!entity?.length || entity.includes(drill.entity)) &&
          (!retestOf || retestOf.includes(drill.retestOf ?? '')) &&
          (!outcome?.length ||
            (drill.outcome && outcome.includes(drill.outcome))) &&
          (missed === undefined ||
            (drill.measurement?.missed ?? false) === missed),
      );
    return { items, count: { value: items.length, capped: false } };
  }

  async planDrill(body: PlanDrill) {
    this.planned.push(body);
    const { change, retestOf } = body;
    this.open('DRL0000009', { change, retestOf });
    return this.#detail('DRL0000009');
  }

  async getDrill(number: string) {
    return this.#detail(number);
  }

  async act<V extends keyof typeof drillBodies>(
    number: string,
    verb: V,
    body: DrillBody<V>,
  ): Promise<DrillDetail> {
    const facts = this.#factsOf(number);
    const actor = { ref: reader, by: 'person' as const };
    const verdict = {
      start: judgeCancel(facts, actor),
      stop: judgeStop(facts),
      cancel: judgeCancel(facts, actor),
      note: judgeNote(),
    }[verb];
    if (!verdict.ok) throw refused(verdict.refusal);
    if (verb === 'start') this.start(number);
    else {
      const types = {
        stop: 'drill.stop_asked',
        cancel: 'drill.canceled',
        note: 'drill.noted',
      } as const;
      this.write(number, types[verb as keyof typeof types], body);
    }
    return this.#detail(number);
  }

  async getReadiness(number: string): Promise<Readiness> {
    return {
      at: '2026-11-27T10:00:00.000Z',
      targets: this.targets ?? this.#factsOf(number).targets,
      refusals: this.refusals,
      standardChanges: ['chaos-drill'],
    };
  }

  async getRunEvents(_: string, { after = 0 } = {}): Promise<RunEvents> {
    this.askedEvents.push(after);
    return {
      events: this.events.filter(({ seq }) => seq > after),
      ...(this.spent && { spent: this.spent }),
      ...(this.spentAt !== undefined && { spentAt: this.spentAt }),
    };
  }

  async getJournal() {
    return new TextEncoder().encode('{}');
  }

  async getTimeline(number: string) {
    return { items: [...(this.#entries.get(number) ?? [])].reverse() };
  }

  async getEvidence() {
    return new TextEncoder().encode('{}');
  }

  async getPlan() {
    return { items: this.plan };
  }

  async getEntityDrills(entityRef: string): Promise<EntityDrills> {
    const of = async (state: 'running' | 'ended') =>
      (await this.listDrills({ entity: [entityRef], state: [state] })).items[0];
    return {
      running: await of('running'),
      last: await of('ended'),
      next: this.plan.find(({ entity }) => entity === entityRef),
    };
  }

  async getChangeDrills(change: string): Promise<ChangeDrills> {
    const { items: drills } = await this.listDrills({});
    return {
      drills: drills.filter(drill => drill.change === change),
      experiments: this.permitted,
    };
  }

  async getDetection() {
    return this.detection;
  }

  readonly journals: ImportedJournal[] = [];

  async importJournal({ entity, scenario, journal }: ImportJournal) {
    const read = foreignJournalSchema.parse(journal);
    const imported: ImportedJournal = {
      ...{ entity, scenario, status: read.status, deviated: read.deviated },
      digest: `sha256:${String(this.journals.length).padStart(64, '0')}`,
      title: read.experiment.title,
      ...{ startedAt: read.start, endedAt: read.end },
      ...{ importedBy: reader, importedAt: read.end },
    };
    this.journals.push(imported);
    return imported;
  }

  async getImportedJournal() {
    return new TextEncoder().encode('{}');
  }

  async listJournals() {
    return { items: [...this.journals] };
  }

  async listSchedules() {
    return { items: this.schedules };
  }

  async actOnSchedule(name: string, verb: string, body: object) {
    this.scheduleActs.push([name, verb, body]);
    const state = verb === 'pause' ? ('paused' as const) : ('on' as const);
    this.write(
      scheduleSubject(name),
      verb === 'pause' ? 'schedule.paused' : 'schedule.turned_on',
      body,
    );
    const turned = { by: reader, at: '2026-11-27T10:00:00.000Z' };
    this.schedules = this.schedules.map(each =>
      each.experiment === name ? { ...each, ...turned, ...body, state } : each,
    );
    return this.schedules.find(each => each.experiment === name)!;
  }

  async getScheduleTimeline(name: string) {
    return this.getTimeline(scheduleSubject(name));
  }

  async getScheduleEvidence() {
    return new TextEncoder().encode('{}');
  }

  async getLever(): Promise<Lever> {
    return { pulls: [...this.#pulls] };
  }

  async pullLever(body: { reason: string }) {
    this.write(LEVER_SUBJECT, 'lever.pulled', body);
    return this.getLever();
  }

  async releaseLever(body: { pulls: string[]; reason: string }) {
    const verdict = judgeRelease(this.#pulls, body.pulls, {
      ref: reader,
      by: 'person',
    });
    if (!verdict.ok) throw refused(verdict.refusal);
    this.write(LEVER_SUBJECT, 'lever.released', body);
    return this.getLever();
  }

  async getLeverTimeline() {
    return this.getTimeline(LEVER_SUBJECT);
  }

  async getLeverEvidence() {
    return new TextEncoder().encode('{}');
  }

  readonly gameDayActs: [verb: string, body: object][] = [];

  async listGameDays() {
    const { gameDay } = this.#gameDay();
    return { items: [gameDay], count: { value: 1, capped: false } };
  }

  async planGameDay() {
    return this.#gameDay();
  }

  async getGameDay() {
    return this.#gameDay();
  }

  async actOnGameDay(_: string, verb: string, body: object) {
    this.gameDayActs.push([verb, body]);
    return this.#gameDay();
  }

  async getGameDayTimeline() {
    const of = (subject: string) =>
      (this.#entries.get(subject) ?? []).map(entry => ({ ...entry, subject }));
    return { items: [...of('GMD0000001'), ...of('DRL0000001')].reverse() };
  }

  async getGameDayEvidence() {
    return new TextEncoder().encode('{}');
  }

  async getLedgerStatus() {
    return {
      origin: 'test',
      treeSize: 1,
      pending: 0,
      checkpoint: '',
      verifierKeys: [],
    } as unknown as Awaited<ReturnType<ChaosDrillsApi['getLedgerStatus']>>;
  }

  #gameDay(): GameDayDetail {
    const entries = this.#entries.get('GMD0000001') ?? [];
    const facts = entries.reduce<GameDayFacts | undefined>(
      (before, entry) =>
        foldGameDay(before, { ...entry, subject: 'GMD0000001' }),
      undefined,
    );
    if (!facts) throw missing('GMD0000001');
    const drills = facts.drills.map(number => this.#detail(number).drill);
    const results = drills.map(({ number, outcome }) => ({
      drill: number,
      outcome,
    }));
    return {
      gameDay: {
        ...facts,
        id: '0199c0de-0000-7000-8000-000000000003',
        version: entries.length,
        updatedAt: '2026-11-27T10:00:00.000Z',
      },
      drills,
      next: gameDayNextStep(facts, results),
      actions: gameDayActions(facts, results, {
        ref: reader,
        by: 'person',
        permitted: () => true,
      }),
    };
  }

  #factsOf(number: string): DrillFacts {
    const facts = this.#facts.get(number);
    if (!facts) throw missing(number);
    return facts;
  }

  #detail(number: string): DrillDetail {
    const facts = this.#factsOf(number);
    return {
      drill: {
        ...facts,
        id: '0199c0de-0000-7000-8000-000000000001',
        version: this.#entries.get(number)!.length,
        updatedAt: facts.endedAt ?? '2026-11-27T10:00:00.000Z',
      },
      next: drillNextStep(facts),
      actions: drillActions(facts, {
        ref: reader,
        by: 'person',
        permitted: () => true,
      }),
    };
  }
}

function missing(name: string) {
  return Object.assign(new Error(`There is no ${name}`), {
    name: 'NotFoundError',
  });
}

import {
  CallOptions,
  DashboardAnswer,
  DashboardQuery,
  EvidenceQuery,
  JsonClient,
  RecordApi,
  segment,
  TimelineQuery,
} from '@countersign/plugin-governance-common';
import { LedgerStatus } from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import {
  ChangeDrills,
  Detection,
  DrillBody,
  drillBodies,
  DrillDetail,
  DrillPage,
  DrillPlan,
  DrillTimeline,
  EntityDrills,
  ExperimentDetail,
  experimentListSchema,
  ImportedJournal,
  importedJournalsSchema,
  ImportJournal,
  Lever,
  ListDrills,
  PlanDrill,
  pullLeverSchema,
  Readiness,
  releaseLeverSchema,
  RunEvents,
  Schedule,
  scheduleListSchema,
  ScheduleVerb,
} from './drills';
import {
  GameDayBody,
  gameDayBodies,
  GameDayDetail,
  GameDayPage,
  GameDayTimeline,
  ListGameDays,
  PlanGameDay,
} from './gameDays';

/** The HTTP API of drills, typed: for pages, other backends and the command line. */
export class ChaosDrillsClient {
  readonly #client: JsonClient;
  readonly #drills: RecordApi<DrillPage, DrillDetail, DrillTimeline>;
  readonly #gameDays: RecordApi<GameDayPage, GameDayDetail, GameDayTimeline>;

  constructor(options: ConstructorParameters<typeof JsonClient>[0]) {
    this.#client = new JsonClient(options);
    this.#drills = new RecordApi(this.#client, '/drills');
    this.#gameDays = new RecordApi(this.#client, '/game-days');
  }

  listExperiments(options?: CallOptions) {
    return this.#client.get<z.output<typeof experimentListSchema>>(
      '/experiments',
      {},
      options,
    );
  }

  getExperiment(name: string, options?: CallOptions) {
    return this.#client.get<ExperimentDetail>(
      `/experiments/${segment(name)}`,
      {},
      options,
    );
  }

  listDrills(query: ListDrills = {}, options?: CallOptions) {
    return this.#drills.list(query, options);
  }

  planDrill(body: PlanDrill, options?: CallOptions) {
    return this.#drills.open(body, options);
  }

  getDrill(number: string, options?: CallOptions) {
    return this.#drills.get(number, options);
  }

  /** Does something with a drill; the answer is how it stands then. */
  act<V extends keyof typeof drillBodies>(
    number: string,
    verb: V,
    body: DrillBody<V>,
    options?: CallOptions,
  ) {
    return this.#drills.act(number, verb, body, options);
  }

  /** Whether it may start now, and its targets as they are resolved now. */
  getReadiness(number: string, options?: CallOptions) {
    return this.#client.get<Readiness>(
      `${this.#drills.pathOf(number)}/readiness`,
      {},
      options,
    );
  }

  /** What happened in its run after an event that is known. */
  getRunEvents(
    number: string,
    query: { after?: number } = {},
    options?: CallOptions,
  ) {
    return this.#client.get<RunEvents>(
      `${this.#drills.pathOf(number)}/events`,
      query,
      options,
    );
  }

  /** The journal of Chaos Toolkit, as the exact bytes whose digest is in the ledger. */
  getJournal(number: string, options?: CallOptions) {
    return this.#client.bytes(
      `${this.#drills.pathOf(number)}/journal`,
      {},
      options,
    );
  }

  getTimeline(
    number: string,
    query: TimelineQuery = {},
    options?: CallOptions,
  ) {
    return this.#drills.timeline(number, query, options);
  }

  /** The evidence bundle, as the exact bytes that `countersign verify` checks. */
  getEvidence(
    number: string,
    query: EvidenceQuery = {},
    options?: CallOptions,
  ) {
    return this.#drills.evidence(number, query, options);
  }

  listGameDays(query: ListGameDays = {}, options?: CallOptions) {
    return this.#gameDays.list(query, options);
  }

  planGameDay(body: PlanGameDay, options?: CallOptions) {
    return this.#gameDays.open(body, options);
  }

  getGameDay(number: string, options?: CallOptions) {
    return this.#gameDays.get(number, options);
  }

  /** Does something with a game day; the answer is how it stands then. */
  actOnGameDay<V extends keyof typeof gameDayBodies>(
    number: string,
    verb: V,
    body: GameDayBody<V>,
    options?: CallOptions,
  ) {
    return this.#gameDays.act(number, verb, body, options);
  }

  /** What happened on it and in its drills, newest first. */
  getGameDayTimeline(
    number: string,
    query: TimelineQuery = {},
    options?: CallOptions,
  ) {
    return this.#gameDays.timeline(number, query, options);
  }

  /** One bundle with the stories of the game day and of all its drills. */
  getGameDayEvidence(
    number: string,
    query: EvidenceQuery = {},
    options?: CallOptions,
  ) {
    return this.#gameDays.evidence(number, query, options);
  }

  getPlan(options?: CallOptions) {
    return this.#client.get<DrillPlan>('/plan', {}, options);
  }

  /** Whether an entity is drilled: what runs on it, what ran last, and what is due next. */
  getEntityDrills(entityRef: string, options?: CallOptions) {
    return this.#client.get<EntityDrills>(
      '/entity-drills',
      { entityRef },
      options,
    );
  }

  getChangeDrills(change: string, options?: CallOptions) {
    return this.#client.get<ChangeDrills>(
      '/change-drills',
      { change },
      options,
    );
  }

  getDetection(options?: CallOptions) {
    return this.#client.get<Detection>('/detection', {}, options);
  }

  importJournal(body: ImportJournal, options?: CallOptions) {
    return this.#client.post<ImportedJournal>('/journals', body, options);
  }

  listJournals(options?: CallOptions) {
    return this.#client.get<z.output<typeof importedJournalsSchema>>(
      '/journals',
      {},
      options,
    );
  }

  /** What another tool wrote, as the exact bytes whose digest it is known by. */
  getImportedJournal(digest: string, options?: CallOptions) {
    return this.#client.bytes(`/journals/${segment(digest)}`, {}, options);
  }

  /** The schedule of each experiment that has one. */
  listSchedules(options?: CallOptions) {
    return this.#client.get<z.output<typeof scheduleListSchema>>(
      '/schedules',
      {},
      options,
    );
  }

  /** Turns the schedule of an experiment on, or pauses it; the answer is how it stands then. */
  actOnSchedule(
    experiment: string,
    verb: ScheduleVerb,
    /** The reason where it is paused. */
    body: { reason?: string },
    options?: CallOptions,
  ) {
    return this.#client.post<Schedule>(
      `/schedules/${segment(experiment)}/${verb}`,
      body,
      options,
    );
  }

  /** What the ledger holds about the schedule of an experiment, newest first. */
  getScheduleTimeline(
    experiment: string,
    query: TimelineQuery = {},
    options?: CallOptions,
  ) {
    return this.#client.get<DrillTimeline>(
      `/schedules/${segment(experiment)}/timeline`,
      query,
      options,
    );
  }

  /** The evidence bundle of the schedule of an experiment. */
  getScheduleEvidence(
    experiment: string,
    query: EvidenceQuery = {},
    options?: CallOptions,
  ) {
    return this.#client.bytes(
      `/schedules/${segment(experiment)}/evidence`,
      query,
      options,
    );
  }

  /** The figures of the dashboard. */
  getDashboard(query: DashboardQuery, options?: CallOptions) {
    return this.#client.get<DashboardAnswer>('/dashboard', query, options);
  }

  getLever(options?: CallOptions) {
    return this.#client.get<Lever>('/lever', {}, options);
  }

  pullLever(body: z.input<typeof pullLeverSchema>, options?: CallOptions) {
    return this.#client.post<Lever>('/lever/pull', body, options);
  }

  releaseLever(
    body: z.input<typeof releaseLeverSchema>,
    options?: CallOptions,
  ) {
    return this.#client.post<Lever>('/lever/release', body, options);
  }

  getLeverTimeline(query: TimelineQuery = {}, options?: CallOptions) {
    return this.#client.get<DrillTimeline>('/lever/timeline', query, options);
  }

  /** The evidence bundle of the lever. */
  getLeverEvidence(query: EvidenceQuery = {}, options?: CallOptions) {
    return this.#client.bytes('/lever/evidence', query, options);
  }

  getLedgerStatus(options?: CallOptions) {
    return this.#client.get<LedgerStatus>('/ledger', {}, options);
  }
}

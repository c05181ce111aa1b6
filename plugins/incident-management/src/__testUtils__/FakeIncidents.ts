import { Refusal } from '@countersign/plugin-governance-common';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import {
  AlertFigure,
  alertQuality,
  AlertQualityAnswer,
  AlertQualityQuery,
  AlertRun,
  AlertRuns,
  AskedVerb,
  DeclareIncident,
  countedIn,
  DeploymentRecords,
  FigureRecords,
  FigureStatement,
  FollowState,
  foldIncident,
  Incident,
  incidentActions,
  hitRate,
  incidentMetrics,
  IncidentMetricsAnswer,
  IncidentCall,
  IncidentDetail,
  IncidentEntry,
  incidentNextStep,
  IncidentFigure,
  incidentsBehind,
  IncidentPage,
  isOpen,
  judgeIncident,
  KnownErrors,
  ListedIncident,
  ListActions,
  ListIncidents,
  MetricsQuery,
  priorityOf,
  runsBehind,
  RunbookUse,
  StateFigures,
  StatusPage,
  statusPage,
  ReviewQuery,
  Suspects,
  timedIncident,
  VerbInput,
  verbTable,
  WindowedChange,
} from '@countersign/plugin-incident-management-common';
import { IncidentManagementApi } from '../api';
import { actionsOf, deedOf, reviewOf } from './reviews';

export const reader = 'user:default/ben';
export const team = 'group:default/checkout';
export const componentRef = 'component:default/checkout-api';

const declaredAt = '2026-11-26T10:00:00.000Z';
const limits = { closeAfter: 86_400_000, reopenWithin: 3_600_000 };

/** The entries of an incident of the reader's team that nobody took. */
export function declared(
  fields: Record<string, unknown> = {},
  number: string = 'INC0000007',
): IncidentEntry[] {
  return [
    entryOf(number, 'incident.opened', {
      rules: 1,
      title: 'Checkout answers slowly',
      entities: [componentRef],
      team,
      source: 'person',
      impact: 'high',
      urgency: 'medium',
      started: '2026-11-26T09:55:00.000Z',
      detected: '2026-11-26T09:58:00.000Z',
      triage: false,
      drill: false,
      alerts: [],
      firing: 0,
      ...fields,
    }),
  ];
}

/** An entry about an incident. */
export function entryOf(
  number: string,
  type: string,
  data: object,
  fields: Partial<IncidentEntry> = {},
): IncidentEntry {
  return {
    id: `${type}-${Object.keys(data).length}`,
    type,
    subject: number,
    actor: 'user:default/ada',
    occurredAt: declaredAt,
    data,
    ...fields,
  };
}

/** The backend of incidents, for the reader: what it answers is judged and folded by the real rules. */
export class FakeIncidents
  implements
    Pick<
      IncidentManagementApi,
      | 'listIncidents'
      | 'declareIncident'
      | 'getIncident'
      | 'act'
      | 'follow'
      | 'getSuspects'
      | 'listKnownErrors'
      | 'getTimeline'
      | 'getStatus'
      | 'getMetrics'
      | 'stateFigures'
      | 'getStatementEvidence'
      | 'getAlertQuality'
      | 'getAlertRuns'
      | 'getFigure'
      | 'getDeploymentsBehind'
      | 'getEvidence'
      | 'getLedgerStatus'
      | 'getReview'
      | 'getReviewDocument'
      | 'listActions'
      | 'getRunbookUses'
    >
{
  readonly asked: ListIncidents[] = [];
  /** The runs of alerts that figures are made of. */
  runs: AlertRun[] = [];
  /** What is known of when runbooks were used. */
  runbookUses: RunbookUse[] = [];
  readonly stated: StateFigures[] = [];
  readonly declaredWith: DeclareIncident[] = [];
  readonly #entries: Map<string, IncidentEntry[]>;
  /** What the timeline says beside the entries. */
  readonly #events: TimelineEvent[];
  readonly #suspects: Suspects['items'];
  readonly #knownErrors: KnownErrors['matches'];
  readonly #changes: WindowedChange[] | undefined;
  #following: FollowState = { follows: false, followers: [] };

  constructor(
    incidents: IncidentEntry[][] = [],
    options: {
      events?: TimelineEvent[];
      suspects?: Suspects['items'];
      knownErrors?: KnownErrors['matches'];
      /** Of the change calendar; undefined where it cannot be read. */
      changes?: WindowedChange[];
    } = {},
  ) {
    this.#entries = new Map(
      incidents.map(entries => [entries[0].subject, entries]),
    );
    this.#changes = options.changes;
    this.#events = options.events ?? [];
    this.#suspects = options.suspects ?? [];
    this.#knownErrors = options.knownErrors ?? [];
  }

  async listIncidents(query: ListIncidents = {}): Promise<IncidentPage> {
    this.asked.push(query);
    const items = [...this.#entries.keys()]
      .map(number => this.#incident(number))
      .filter(({ state }) => !query.open || isOpen(state))
      .filter(
        ({ state }) =>
          !Array.isArray(query.state) ||
          query.state.length === 0 ||
          query.state.includes(state),
      );
    return { items, count: { value: items.length, capped: false } };
  }

  async declareIncident(body: DeclareIncident): Promise<IncidentDetail> {
    this.declaredWith.push(body);
    const number = 'INC0000042';
    const { title, entities } = body;
    this.#entries.set(number, declared({ title, entities }, number));
    return this.getIncident(number);
  }

  async getIncident(number: string): Promise<IncidentDetail> {
    const incident = this.#incident(number);
    return {
      incident,
      next: incidentNextStep({ ...incident, authors: {} }, declaredAt),
      actions: incidentActions(
        this.#facts(number),
        {
          ref: reader,
          by: 'person',
          permitted: () => true,
          groups: [team],
          privateGroups: [],
        },
        { now: declaredAt, limits },
      ),
      following: this.#following,
    };
  }

  async follow(_number: string, follows: boolean): Promise<FollowState> {
    this.#following = { follows, followers: [] };
    return this.#following;
  }

  async act<V extends AskedVerb>(
    number: string,
    verb: V,
    body: VerbInput<V>,
  ): Promise<IncidentDetail> {
    const { version: _version, ...asked } = { version: 0, ...body };
    const facts = this.#facts(number);
    const story = this.#entries.get(number) ?? [];
    const data = deedOf(verb, asked, facts, story);
    const verdict = judgeIncident(
      facts,
      { verb, who: { ref: reader, by: 'person' }, data } as IncidentCall,
      { now: declaredAt, limits, story },
    );
    if (!verdict.ok) throw refused(verdict.refusal);
    this.write(number, verbTable[verb].entry, data);
    return this.getIncident(number);
  }

  /** Somebody does something meanwhile. */
  write(number: string, type: string, data: object, actor: string = reader) {
    const entries = this.#entries.get(number) ?? [];
    this.#entries.set(number, [
      ...entries,
      entryOf(number, type, data, { id: `entry-${entries.length}`, actor }),
    ]);
  }

  async getReview(number: string, { revision }: ReviewQuery = {}) {
    return reviewOf(
      this.#facts(number),
      this.#entries.get(number) ?? [],
      revision === undefined ? undefined : Number(revision),
    );
  }

  async getReviewDocument() {
    return new TextEncoder().encode('# A review');
  }

  async listActions(query: ListActions = {}) {
    const all = [...this.#entries.keys()].map(number => this.#facts(number));
    return actionsOf(all, query, reader, new Date().toISOString());
  }

  async getSuspects(): Promise<Suspects> {
    return { items: this.#suspects };
  }

  async listKnownErrors(): Promise<KnownErrors> {
    return { matches: this.#knownErrors };
  }

  async getTimeline(number: string) {
    const written = (this.#entries.get(number) ?? []).map(
      ({ id, type, actor, occurredAt, data }) => ({
        ...{ id, type, actor, occurredAt },
        data: data as TimelineEvent['data'],
        pinned: this.#facts(number).pinned.includes(id),
      }),
    );
    const others = this.#events.map(event => ({ ...event, pinned: false }));
    return { items: [...others, ...written.reverse()] };
  }

  async getMetrics(query: MetricsQuery = {}): Promise<IncidentMetricsAnswer> {
    const { facts, scope } = this.#measured(query);
    return {
      ...incidentMetrics(facts, [], scope, query.to!),
      suspects: hitRate(countedIn(facts, scope).map(({ causes }) => causes)),
    };
  }

  async getFigure(
    figure: IncidentFigure,
    query: MetricsQuery = {},
  ): Promise<FigureRecords> {
    const { facts, scope } = this.#measured(query);
    const items = incidentsBehind(
      figure,
      countedIn(facts, scope),
      [],
      scope,
    ).map(record => ({ ...record, title: this.#facts(record.number).title }));
    return { items, count: items.length };
  }

  async getStatus(): Promise<StatusPage> {
    return statusPage(
      {
        systems: [
          {
            entityRef: 'system:default/shop',
            title: 'Shop',
            owner: team,
            parts: [componentRef],
          },
          { entityRef: 'system:default/mail', title: 'Mail', parts: [] },
        ],
        incidents: [...this.#entries.keys()].map(number => this.#facts(number)),
        changes: this.#changes,
      },
      declaredAt,
    );
  }

  async getDeploymentsBehind(): Promise<DeploymentRecords> {
    return { items: [], count: 0 };
  }

  async getAlertQuality({
    from,
    to,
  }: AlertQualityQuery): Promise<AlertQualityAnswer> {
    return alertQuality(this.runs, new Map(), { from: from!, to: to! });
  }

  async getAlertRuns(figure: AlertFigure): Promise<AlertRuns> {
    const items = runsBehind(figure, this.runs, new Map()).map(run => ({
      id: run.id,
      group: '0199c0de-0000-7000-8000-000000000009',
      title: `Alert ${run.id}`,
      condition: 'Latency',
      entityRef: componentRef,
      startedAt: '2026-11-20T10:00:00.000Z',
      ...(run.ended && { endedAt: '2026-11-20T10:10:00.000Z' }),
    }));
    return { items, count: items.length };
  }

  async stateFigures(body: StateFigures): Promise<FigureStatement> {
    this.stated.push(body);
    const id = '0199c0de-0000-7000-8000-000000000002';
    const period = { from: body.from!, to: body.to! };
    return {
      id,
      statedAt: declaredAt,
      ...period,
      incidents: 2,
      deployments: 0,
    };
  }

  async getRunbookUses() {
    return { items: this.runbookUses, capped: false };
  }

  async getStatementEvidence() {
    return new TextEncoder().encode('{"figures":true}');
  }

  async getEvidence() {
    return new TextEncoder().encode('{}');
  }

  async getLedgerStatus() {
    return {
      origin: 'countersign/incident-management',
      treeSize: 2,
      pending: 0,
      verifierKeys: ['countersign/incident-management+1a2b3c4d+AbCd'],
    };
  }

  /** Of the filters, those by service and by priority narrow. */
  #measured({ from, to, drills, service, priority }: MetricsQuery) {
    const among = (chosen: unknown, value: unknown) =>
      !Array.isArray(chosen) || !chosen.length || chosen.includes(value);
    return {
      facts: [...this.#entries.keys()]
        .map(number => this.#facts(number))
        .filter(
          ({ entities, worstPriority }) =>
            among(service, entities[0]) && among(priority, worstPriority),
        )
        .map(timedIncident),
      scope: {
        period: { from: from!, to: to! },
        drills: drills === true,
      },
    };
  }

  #facts(number: string) {
    const facts = foldIncident(this.#entries.get(number) ?? []);
    if (!facts) {
      throw Object.assign(new Error('There is none'), {
        name: 'NotFoundError',
      });
    }
    return facts;
  }

  #incident(number: string): Incident & ListedIncident {
    const { authors: _authors, ...facts } = this.#facts(number);
    return {
      ...facts,
      id: '0199c0de-0000-7000-8000-000000000001',
      version: this.#entries.get(number)!.length,
      priority: priorityOf(facts.impact, facts.urgency),
      updateOverdue: false,
      updatedAt: declaredAt,
    };
  }
}

/** As the client throws what the backend refuses. */
export function refused(refusal: Refusal): Error {
  return Object.assign(new Error(refusal.message), {
    ...refusal,
    name: 'ConflictError',
  });
}

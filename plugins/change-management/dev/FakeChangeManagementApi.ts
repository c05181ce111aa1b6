import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  changeNumber,
  changeRecord,
  changeRecordsHeader,
  CalendarQuery,
  Change,
  ChangeDetail,
  ChangePage,
  ChangeSummary,
  ChangeVerb,
  ConfigurationItemResponse,
  CreateChangeRequest,
  ExportChangesQuery,
  ListChangesQuery,
  MetricsReport,
  PreviewRequest,
  ScheduleRule,
  ScheduleRuleInput,
  UpdateChangeRequest,
  VerbBody,
  FollowState,
} from '@countersign/plugin-change-management-common';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { FollowRequest } from '@countersign/plugin-governance-common';
import { ChangeManagementApi } from '../src/api';
import { afterVerb, askedAnew, entryTypeOf } from './fakeVerbs';
import {
  changeSummaries,
  configurationItem,
  configurationItems,
  conflicts,
  fakeDigest,
  heroDetail,
  heroTimeline,
  journeyFor,
  hoursFrom,
  plan,
  policySet,
  reader,
  replayOf,
  riskBands,
  scheduleRules,
  metricsReport,
  neighbourhoodOf,
  templates,
} from './fixtures';

const PAGE = 25;

/**
 * The API of change management over a handful of changes in memory, so that the pages can be worked on and tested
 * without a backend. It judges nothing: the real rules live in `-common` and in the backend.
 */
export class FakeChangeManagementApi implements ChangeManagementApi {
  readonly #now: number;
  readonly #details = new Map<string, ChangeDetail>();
  readonly #timelines = new Map<string, TimelineEvent[]>();
  #rules: ScheduleRule[];

  constructor(now: number = Date.now()) {
    this.#now = now;
    this.#rules = scheduleRules(now);
    const summaries = changeSummaries(now);
    for (const summary of summaries) {
      this.#details.set(summary.number, this.#plain(summary));
      this.#timelines.set(summary.number, []);
    }
    const hero = heroDetail(now, summaries[0]);
    this.#details.set(hero.change.number, hero);
    this.#timelines.set(
      hero.change.number,
      hero.approvals ? heroTimeline(now, hero.approvals) : [],
    );
  }

  async listChanges(query: ListChangesQuery = {}): Promise<ChangePage> {
    const among = (wanted: unknown, value?: string) =>
      !Array.isArray(wanted) || (value !== undefined && wanted.includes(value));
    const words = query.q?.toLowerCase();
    const all = this.#summaries().filter(
      c =>
        among(query.state, c.state) &&
        among(query.type, c.type) &&
        among(query.risk, c.risk?.level) &&
        among(query.environment, c.environment) &&
        among(query.team, c.team) &&
        among(query.requester, c.requester) &&
        (!Array.isArray(query.item) ||
          c.items.some(item => among(query.item, item))) &&
        (!query.overdue || c.approvalStatus === 'due') &&
        (!query.onHold || c.onHold) &&
        (!query.awaitingMyApproval || c.state === 'authorize') &&
        (!words || `${c.number} ${c.title}`.toLowerCase().includes(words)),
    );
    const limit = Number(query.limit ?? PAGE);
    const start = Number(query.cursor ?? 0);
    return {
      items: all.slice(start, start + limit),
      nextCursor:
        start + limit < all.length ? String(start + limit) : undefined,
      count: { value: all.length, capped: false },
    };
  }

  async exportChanges(query: ExportChangesQuery = {}): Promise<Uint8Array> {
    const { items } = await this.listChanges({ ...query, limit: 200 });
    return new TextEncoder().encode(
      changeRecordsHeader + items.map(changeRecord).join(''),
    );
  }

  async createChange(body: CreateChangeRequest) {
    const number = changeNumber.of(143 + this.#details.size);
    const detail = this.#plain({
      ...changeSummaries(this.#now)[6],
      ...summaryFields(body),
      number,
      title: body.title,
      type: body.type ?? 'normal',
      environment: body.environment,
      items: body.items ?? [],
      window: body.window,
      requester: reader.userEntityRef,
      state: body.submit ? 'assess' : 'new',
    });
    this.#details.set(number, detail);
    this.#timelines.set(number, []);
    return { ...detail, links: {} };
  }

  async getChange(number: string) {
    return structuredClone(this.#detail(number));
  }

  async updateChange(number: string, body: UpdateChangeRequest) {
    const detail = this.#detail(number);
    this.#checkVersion(detail.change, body.version);
    const { version, window, implementer, commit, template, ...fields } = body;
    const made = templates.templates.find(({ id }) => id === template);
    return this.#put(number, {
      ...detail,
      change: {
        ...detail.change,
        ...fields,
        window: window ?? undefined,
        implementer: implementer ?? undefined,
        commit: commit ?? undefined,
        template: made
          ? { id: made.id, digest: made.digest }
          : detail.change.template,
        version: version + 1,
      },
    });
  }

  /** Somebody edits what approval is asked for, as the reader's page learns of only later. */
  edit(number: string, fields: Partial<Change>) {
    const detail = this.#detail(number);
    const change = { ...detail.change, ...fields };
    this.#put(number, askedAnew({ ...detail, change }));
  }

  async act<V extends ChangeVerb>(number: string, verb: V, body: VerbBody<V>) {
    const detail = this.#detail(number);
    const given: Record<string, unknown> = body;
    if (typeof given.version === 'number') {
      this.#checkVersion(detail.change, given.version);
    }
    if (
      given.subjectDigest &&
      given.subjectDigest !== detail.change.subjectDigest
    ) {
      throw Object.assign(
        new ConflictError('It is not what you saw any more.'),
        { guard: 'subject', remedy: 'Read the change again, then decide.' },
      );
    }
    this.#timelines.get(number)?.push({
      id: `entry-${number}-${verb}-${detail.change.version}`,
      type: entryTypeOf(verb),
      actor: reader.userEntityRef,
      occurredAt: new Date().toISOString(),
      data: given,
    });
    const next = afterVerb(structuredClone(detail), verb, given);
    return this.#put(number, next);
  }

  async followChange(number: string, { follows }: FollowRequest) {
    const detail = this.#detail(number);
    const { userEntityRef: entityRef } = reader;
    const others = detail.following.followers.filter(
      follower => follower.entityRef !== entityRef,
    );
    const following: FollowState = {
      follows,
      followers: follows
        ? [...others, { entityRef, because: 'chose' }]
        : others,
    };
    this.#put(number, { ...detail, following });
    return following;
  }

  async previewChange(body: PreviewRequest) {
    const hero = heroDetail(this.#now, this.#summaries()[0]);
    const items = body.items ?? [];
    const { subject: _, subjectDigest: __, ...approvals } = hero.approvals!;
    return {
      risk: items.length ? hero.risk : undefined,
      riskBand: hero.riskBand,
      conflicts:
        items.length && body.window ? conflicts(this.#now).slice(0, 1) : [],
      nextFreeSlot: {
        start: hoursFrom(this.#now, 26),
        end: hoursFrom(this.#now, 27.5),
      },
      approvals: items.length ? approvals : undefined,
      items: configurationItems.filter(i => items.includes(i.entityRef)),
      unmapped: body.plan ? plan.unmapped : [],
      planDigest: body.plan ? plan.digest : undefined,
      problems: [
        ...(body.testPlan
          ? []
          : [{ field: 'testPlan', message: 'say how it will be tested' }]),
        ...(body.window
          ? []
          : [{ field: 'window', message: 'choose when it will be done' }]),
      ],
    };
  }

  async uploadPlan() {
    return {
      digest: plan.digest,
      counts: plan.counts,
      items: [configurationItem('resource:default/orders-db')],
      unmapped: plan.unmapped,
      redactions: plan.redactions,
    };
  }

  async getTimeline(number: string) {
    const events = structuredClone(this.#timelines.get(number) ?? []);
    return { items: events.reverse() };
  }

  async getPlan(number: string) {
    if (!this.#detail(number).change.plan) {
      throw new NotFoundError(`${number} has no plan`);
    }
    return plan;
  }

  async getEvidence(number: string) {
    return new TextEncoder().encode(JSON.stringify({ number }));
  }

  async askGate() {
    return {
      id: '1f0a4b86-50f8-4d8e-90c2-5f66d8d3c9f4',
      decision: 'refuse' as const,
      checks: [],
      decidedAt: hoursFrom(this.#now, 0),
      askedBy: reader.userEntityRef,
      links: {},
    };
  }

  async previewGate() {
    const { id: _, links: __, ...decision } = await this.askGate();
    return { ...decision, preview: true as const };
  }

  async reportDeployment(): Promise<never> {
    throw new InputError('The dev app reports no deployments');
  }

  async listDeploymentOutcomes() {
    return { items: [] };
  }

  async listDeployments() {
    return { items: [] };
  }

  async getCalendar(query: CalendarQuery) {
    const changes = this.#summaries().flatMap(({ window, ...c }) =>
      window && window.start < query.to && window.end > query.from
        ? [{ ...c, window }]
        : [],
    );
    const bands = this.#rules
      .filter(rule => !rule.endedAt)
      .filter(rule => rule.start < query.to && rule.end > query.from)
      .map(rule => ({
        ruleId: rule.id,
        kind: rule.kind,
        title: rule.title,
        window: { start: rule.start, end: rule.end },
        environments: rule.environments,
        recurring: Boolean(rule.rrule),
      }));
    return { changes, bands, truncated: false };
  }

  async listScheduleRules() {
    return { items: this.#rules };
  }

  async createScheduleRule(body: ScheduleRuleInput) {
    const rule: ScheduleRule = {
      ...body,
      id: `rule-${this.#rules.length + 1}`,
      createdBy: reader.userEntityRef,
      createdAt: new Date().toISOString(),
      demo: true,
    };
    this.#rules = [...this.#rules, rule];
    return rule;
  }

  async endScheduleRule(id: string) {
    const rule = this.#rules.find(r => r.id === id);
    if (!rule) throw new NotFoundError(`No rule ${id}`);
    rule.endedAt = new Date().toISOString();
    return rule;
  }

  async getPolicies() {
    return policySet;
  }

  async replayPolicies() {
    return replayOf(this.#summaries());
  }

  async getTemplates() {
    return templates;
  }

  async getDashboard() {
    return { at: '', previousFrom: '', from: '', to: '', figures: [] };
  }

  async getMetrics(): Promise<MetricsReport> {
    return metricsReport(this.#now);
  }

  async getRiskBands() {
    return { items: riskBands };
  }

  async getConfigurationItem(
    entityRef: string,
  ): Promise<ConfigurationItemResponse> {
    const concerned = this.#summaries().filter(c =>
      c.items.includes(entityRef),
    );
    const open = concerned.filter(
      c => c.state !== 'closed' && c.state !== 'canceled',
    );
    return {
      ...neighbourhoodOf(entityRef),
      lastChange: concerned.find(c => c.state === 'closed'),
      openChanges: open,
      recent: concerned,
      deployNow: {
        answer: 'no' as const,
        sentence: `No: ${open[0]?.number ?? 'a change'} is not approved yet.`,
        change: open[0]?.number,
      },
    };
  }

  async getLedgerStatus() {
    return {
      origin: 'localhost/change-management',
      checkpoint:
        'localhost/change-management\n4117\nqINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs=\n',
      treeSize: 4117,
      pending: 0,
      verifierKeys: [
        'localhost/change-management+38af27c5+AZlHqPLmUJHh0hSG5yD0l2mEp0zPQyJf3yWvQLtb2pIo',
      ],
    };
  }

  #summaries(): ChangeSummary[] {
    return [...this.#details.values()].map(d => d.change);
  }

  #detail(number: string): ChangeDetail {
    const detail = this.#details.get(number);
    if (!detail) throw new NotFoundError(`There is no change ${number}`);
    return detail;
  }

  #put(number: string, detail: ChangeDetail): ChangeDetail {
    this.#details.set(number, detail);
    return structuredClone(detail);
  }

  #checkVersion(change: Change, version: number) {
    if (change.version !== version) {
      throw new ConflictError(
        `${change.number} has version ${change.version} by now, not ${version}`,
      );
    }
  }

  /** A change of the list with as much detail as its page needs. */
  #plain(summary: ChangeSummary): ChangeDetail {
    const hero = heroDetail(this.#now, summary);
    const change: Change = {
      ...hero.change,
      plan: undefined,
      approvalRound: 0,
      subjectDigest: fakeDigest(summary.number),
    };
    return {
      change,
      risk: hero.risk && { ...hero.risk, ...summary.risk, floors: [] },
      riskBand: riskBands.find(b => b.level === summary.risk?.level),
      approvals: summary.state === 'authorize' ? hero.approvals : undefined,
      changesRequested: [],
      following: { followers: [], follows: false },
      conflicts: [],
      actions: hero.actions.filter(a => a.verb !== 'accept-conflict'),
      next: {
        text: 'Chiara starts it when the window opens.',
        who: [],
        conditions: [],
      },
      journey: journeyFor(change),
      duties: { hands: [], named: [] },
      deployments: [],
      items: summary.items.map(configurationItem),
    };
  }
}

function summaryFields(body: CreateChangeRequest): Partial<ChangeSummary> {
  return { category: body.category, implementer: body.implementer };
}

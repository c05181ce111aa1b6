import {
  Approval,
  ApprovalOverview,
  Conflict,
  RiskAssessment,
  TransitionContext,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph, ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { Knex } from 'knex';
import { StoredChange } from '../database/changeRows';
import { Stores } from '../database/stores';
import { Settings } from '../settings';
import { ApprovalDesk, AskedApproval } from './ApprovalDesk';
import { itemsOf } from './CatalogReader';
import { CalendarFacts, ConflictReader } from './ConflictReader';
import { RiskAssessor } from './RiskAssessor';
import { templateProblems } from './templateProblems';

/** Everything the guards look at, for one change at one moment. */
export interface Situation {
  stored: StoredChange;
  items: ConfigurationItem[];
  approvals: ApprovalOverview | undefined;
  /** Every decision on record, of all rounds. */
  decisions: Approval[];
  conflicts: Conflict[];
  context: TransitionContext;
}

/** A situation before submission, with what submitting would settle. */
export interface Outlook extends Situation {
  risk: RiskAssessment;
  asked: AskedApproval;
}

/** Reads situations. Everything in them is as it is now and comes from our records and the catalog, never from the caller. */
export class SituationReader {
  readonly #approvals: Stores['approvals'];
  readonly #plans: Stores['plans'];
  readonly #settings: Settings;
  readonly #desk: ApprovalDesk;
  readonly #conflicts: ConflictReader;
  readonly #risk: RiskAssessor;

  constructor(options: {
    stores: Stores;
    settings: Settings;
    desk: ApprovalDesk;
    conflicts: ConflictReader;
    risk: RiskAssessor;
  }) {
    this.#approvals = options.stores.approvals;
    this.#plans = options.stores.plans;
    this.#settings = options.settings;
    this.#desk = options.desk;
    this.#conflicts = options.conflicts;
    this.#risk = options.risk;
  }

  async read(
    db: Knex,
    stored: StoredChange,
    graph: CmdbGraph,
    now: Date,
  ): Promise<Situation> {
    const { situation } = await this.#read(db, stored, graph, now);
    return situation;
  }

  /** Assesses the risk anew and applies the policies in force, as a submission does. */
  async outlook(
    db: Knex,
    stored: StoredChange,
    graph: CmdbGraph,
    now: Date,
  ): Promise<Outlook> {
    const { change } = stored;
    const { situation, calendar } = await this.#read(db, stored, graph, now);
    const { items, context } = situation;
    const risk = await this.#risk.assess(
      db,
      {
        change,
        items,
        plan: await this.#plans.outline(db, change),
        freezes: calendar.nearFreezes,
      },
      graph,
      now,
    );
    const asked = this.#desk.ask(change, items, risk, graph, now);
    return {
      ...situation,
      risk,
      asked,
      context: {
        ...context,
        approvalProblems: [...missingItems(stored, items), ...asked.problems],
        templateProblems: templateProblems(this.#settings, change, items, risk),
      },
    };
  }

  /** The same with the approvals as they are after another decision. */
  withDecision(
    situation: Situation,
    decision: Approval,
    graph: CmdbGraph,
    now: Date,
  ): Situation {
    const { stored, context } = situation;
    const decisions = [...situation.decisions, decision];
    const approvals = this.#desk.overviewOf(stored, decisions, graph, now);
    return {
      ...situation,
      decisions,
      approvals,
      context: { ...context, approvals },
    };
  }

  async #read(
    db: Knex,
    stored: StoredChange,
    graph: CmdbGraph,
    now: Date,
  ): Promise<{ situation: Situation; calendar: CalendarFacts }> {
    const { change } = stored;
    const decisions = await this.#approvals.ofChange(db, change.id);
    const calendar = await this.#conflicts.read(db, change, graph, now);
    const approvals = this.#desk.overviewOf(stored, decisions, graph, now);
    const { conflicts, conflictsTruncated, freezes } = calendar;
    return {
      calendar,
      situation: {
        stored,
        items: itemsOf(graph, change.items),
        approvals,
        decisions,
        conflicts,
        context: {
          approvals,
          currentPolicyDigest: this.#settings.policies.digest,
          currentTemplateDigest: this.#templateOf(stored)?.digest,
          conflicts,
          conflictsTruncated,
          freezes,
          now: now.toISOString(),
          emergencyGraceMs: this.#settings.emergencyGraceMs,
        },
      },
    };
  }

  #templateOf(stored: StoredChange) {
    const { template } = stored.change;
    return this.#settings.templates.find(t => t.id === template?.id);
  }
}

/** An item that left the catalog has no owner, tier or dependants: nothing could be judged. */
function missingItems(
  stored: StoredChange,
  items: readonly ConfigurationItem[],
): string[] {
  const known = new Set(items.map(item => item.entityRef));
  const missing = stored.change.items.filter(ref => !known.has(ref));
  return missing.length
    ? [`The catalog does not have ${missing.join(', ')} any more.`]
    : [];
}

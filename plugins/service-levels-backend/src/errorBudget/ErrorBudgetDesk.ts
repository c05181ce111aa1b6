import { ServiceUnavailableError } from '@backstage/errors';
import {
  Caller,
  demandNone,
  Journal,
  pluginCaller,
} from '@countersign/plugin-governance-node';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import {
  BudgetChange,
  BudgetRelation,
  demandsSomething,
  ErrorBudgetPolicySet,
  ErrorBudgetReplay,
  ErrorBudgetRules,
  errorBudgetRulesDigest,
  ErrorBudgetVerdict,
  judgeErrorBudgets,
  judgeErrorBudgetSchema,
  JudgedSubject,
  pastBudgets,
  policyFor,
  replayErrorBudget,
  replayErrorBudgetSchema,
  ServiceLevelEntries,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { errorBudgetProblems } from '@countersign/plugin-service-levels-node';
import { Knex } from 'knex';
import { z } from 'zod';
import { ErrorBudgetRulesStore } from '../database/ErrorBudgetRulesStore';
import {
  ObjectiveListStore,
  ObjectiveRecord,
} from '../database/ObjectiveListStore';
import { BudgetReader } from './BudgetReader';
import { ChangeReplay, PastRecord } from './ChangeReplay';
import { relationsOf, subjectOf } from './subjects';

const HOUR = 3_600_000;
const LONGEST_REPLAY_MS = 100 * 24 * HOUR;
const MOST_JUDGED = 10_000;
const MOST_LISTED = 1_000;
const MOST_REPLAYED = 50;

type Question = z.output<typeof judgeErrorBudgetSchema>;

/** What error budgets demand of changes: now, at a moment of the past, and what a draft would have demanded. */
export class ErrorBudgetDesk {
  constructor(
    private readonly options: {
      journal: Journal<ServiceLevelEntries>;
      cmdb: CmdbService;
      rules: ErrorBudgetRules;
      environments: readonly string[];
      list: ObjectiveListStore;
      sets: ErrorBudgetRulesStore;
      budgets: BudgetReader;
      changes: ChangeReplay;
    },
  ) {}

  /** Puts on record that these policies are in force from now on, once however many replicas start. */
  async activate(): Promise<void> {
    const { journal, rules, sets } = this.options;
    const digest = errorBudgetRulesDigest(rules);
    await journal.run(pluginCaller('service-levels'), async unit => {
      const previous = await sets.lockCurrent(unit.trx);
      // Where there never were any, that there are none is no news.
      if (previous === digest || (!previous && rules.policies.length === 0)) {
        return;
      }
      await sets.activate(unit.trx, {
        digest,
        rules,
        activatedAt: unit.now,
      });
      await unit.record(
        'error_budget_policy.activated',
        digest,
        {
          digest,
          previousDigest: previous ?? null,
          rules: JSON.parse(JSON.stringify(rules)),
        },
        { numbered: false },
      );
    });
  }

  async policies(): Promise<ErrorBudgetPolicySet> {
    const { journal, rules, sets } = this.options;
    const active = await sets.at(journal.knex, journal.now());
    const digest = errorBudgetRulesDigest(rules);
    return {
      digest,
      ...JSON.parse(JSON.stringify(rules)),
      ...(active?.digest === digest && {
        activatedAt: active.activatedAt.toISOString(),
      }),
    };
  }

  async judge(question: Question): Promise<ErrorBudgetVerdict> {
    const [verdict] = await this.judgeAll([question]);
    return verdict;
  }

  /** The same of several changes, in their order: the catalog and the objectives are read once for all of them. */
  async judgeAll(
    questions: readonly Question[],
  ): Promise<ErrorBudgetVerdict[]> {
    const { knex } = this.options.journal;
    const now = this.options.journal.now();
    const graph = await this.options.cmdb.graph();
    const asked = questions.map(({ items, ...rest }) => ({
      ...rest,
      relations: relationsOf(graph, items),
    }));
    const records = await this.#recordsOf(
      knex,
      new Set(asked.flatMap(({ relations }) => [...relations.keys()])),
    );
    const verdicts: ErrorBudgetVerdict[] = [];
    for (const each of asked) {
      verdicts.push(await this.#judgeOne(each, { knex, now, graph, records }));
    }
    return verdicts;
  }

  /**
   * The objectives of components: none is left out.
   *
   * @throws ServiceUnavailableError where there are more than can be judged
   */
  async #recordsOf(
    knex: Knex,
    components: ReadonlySet<string>,
  ): Promise<ObjectiveRecord[]> {
    const records = await this.options.list.ofComponents(
      knex,
      [...components],
      MOST_JUDGED + 1,
    );
    if (records.length > MOST_JUDGED) {
      throw new ServiceUnavailableError(
        `More than ${MOST_JUDGED} objectives depend on what is changed: ask about fewer changes, or items, at once`,
      );
    }
    return records;
  }

  async #judgeOne(
    {
      change,
      at,
      relations,
    }: Omit<Question, 'items'> & {
      relations: ReadonlyMap<string, BudgetRelation>;
    },
    world: {
      knex: Knex;
      now: Date;
      graph: CmdbGraph;
      records: readonly ObjectiveRecord[];
    },
  ): Promise<ErrorBudgetVerdict> {
    const { knex, now, graph, records } = world;
    const asked = at === undefined ? now : new Date(at);
    const past = at !== undefined && asked < now ? asked : undefined;
    const { rules, digest } = await this.#rulesAt(knex, past);
    const answer = { at: asked.toISOString(), policyDigest: digest };
    const subjects: JudgedSubject[] = [];
    if (rules.policies.some(demandsSomething)) {
      for (const record of records) {
        const relation = relations.get(record.summary.component ?? '');
        if (!relation) continue;
        const { policies } = rules;
        subjects.push(
          await this.#subject(knex, graph, record, {
            ...{ change, relation, past, policies },
          }),
        );
      }
    }
    const verdict = judgeErrorBudgets(rules.policies, subjects);
    return {
      ...answer,
      ...verdict,
      ...basisOf({ rules, digest }, subjects, verdict),
    };
  }

  async replay(
    caller: Caller,
    draft: z.output<typeof replayErrorBudgetSchema>,
  ): Promise<ErrorBudgetReplay> {
    const { journal, list, rules, budgets, environments, changes } =
      this.options;
    const from = Math.floor(Date.parse(draft.from) / HOUR) * HOUR;
    const now = journal.now().getTime();
    const to = Math.min(Math.floor(Date.parse(draft.to) / HOUR) * HOUR, now);
    demandNone([
      ...(from < to
        ? []
        : [{ field: 'to', message: 'must be an hour after from, at least' }]),
      ...(to - from > LONGEST_REPLAY_MS
        ? [{ field: 'from', message: 'must be 100 days before to, at most' }]
        : []),
      ...errorBudgetProblems(draft.policies, environments).map(
        ({ path, message }) => ({
          field: ['policies', ...path].map(String).join('.'),
          message,
        }),
      ),
    ]);
    const graph = await this.options.cmdb.graph();
    const all = await list.ofComponents(
      journal.knex,
      draft.component ? [draft.component] : undefined,
      MOST_LISTED,
    );
    const rows: ErrorBudgetReplay['rows'] = [];
    const past: PastRecord[] = [];
    for (const record of all.slice(0, MOST_REPLAYED)) {
      const { summary, objective } = record;
      const subject = subjectOf(graph, record, {
        relation: 'own',
        change: {
          type: 'normal',
          category: 'software',
          environment:
            graph.item(summary.component ?? '')?.environment ?? environments[0],
          reliabilityFix: false,
          ...draft.change,
        },
      });
      const { steps, since } = await budgets.hours(journal.knex, record, {
        from: from - windowLength(objective.window),
        to,
      });
      const points = [
        ...pastBudgets(objective, steps, {
          since,
          instants: hoursBetween(from, to),
        }),
      ];
      past.push({
        record,
        budgets: new Map(points.map(({ at, budget }) => [at, budget])),
      });
      const replayed = replayErrorBudget(rules.policies, draft.policies, {
        subject,
        step: HOUR,
        points,
      });
      rows.push({
        objective: summary.id,
        title: summary.title,
        component: summary.component ?? summary.service,
        before: replayed.before,
        after: replayed.after,
        spans: replayed.spans.map(span => ({
          ...span,
          from: new Date(span.from).toISOString(),
          to: new Date(span.to).toISOString(),
        })),
      });
    }
    const replayed = await changes.replay(caller, {
      ...{ graph, past, from, to },
      before: rules.policies,
      after: draft.policies,
    });
    return {
      currentDigest: errorBudgetRulesDigest(rules),
      draftDigest: errorBudgetRulesDigest({
        ...rules,
        policies: draft.policies,
      }),
      n: rows.length,
      of: all.length,
      differing: rows.filter(({ spans }) =>
        spans.some(({ before, after }) => before.level !== after.level),
      ).length,
      ...(replayed && { changes: replayed }),
      rows,
    };
  }

  /** The rules in force at a moment of the past, or else now. */
  async #rulesAt(knex: Knex, past: Date | undefined) {
    const { rules, sets } = this.options;
    const current = { rules, digest: errorBudgetRulesDigest(rules) };
    if (!past) return current;
    const none = { ...rules, policies: [] };
    return (
      (await sets.at(knex, past)) ?? {
        rules: none,
        digest: errorBudgetRulesDigest(none),
      }
    );
  }

  async #subject(
    knex: Knex,
    graph: CmdbGraph,
    record: ObjectiveRecord,
    about: {
      change: BudgetChange;
      relation: BudgetRelation;
      past?: Date;
      policies: ErrorBudgetRules['policies'];
    },
  ): Promise<JudgedSubject> {
    const { budgets } = this.options;
    const { summary } = record;
    const { budget, counted } = about.past
      ? await budgets.past(knex, record, about.past.getTime())
      : budgets.now(record);
    const subject = { ...subjectOf(graph, record, about), budget };
    const policy = policyFor(about.policies, subject);
    // When a demand ends is of interest where there is one.
    const foreseen =
      about.past || !policy || !demandsSomething(policy)
        ? undefined
        : await budgets.foreseen(knex, record, budget);
    return {
      ...subject,
      title: summary.title,
      slo: `slo:default/${summary.slo}`,
      ...(counted && { counted }),
      ...(foreseen && { endsAt: foreseen }),
    };
  }
}

/** Only where something is demanded: else each decision would put all figures of the moment on record. */
function basisOf(
  {
    rules: { policies, whenUnavailable },
    digest,
  }: { rules: ErrorBudgetRules; digest: string },
  subjects: readonly JudgedSubject[],
  { findings }: { findings: readonly { objective: string }[] },
): Pick<ErrorBudgetVerdict, 'basis'> {
  if (findings.length === 0) return {};
  const found = new Set(findings.map(({ objective }) => objective));
  return {
    basis: JSON.parse(
      JSON.stringify({
        policyDigest: digest,
        policies,
        whenUnavailable,
        subjects: subjects
          .filter(({ objective }) => found.has(objective.id))
          .map(({ title: _, slo: __, endsAt: ___, ...subject }) => subject),
      }),
    ),
  };
}

function* hoursBetween(from: number, to: number): Generator<number> {
  for (let at = from + HOUR; at <= to; at += HOUR) yield at;
}

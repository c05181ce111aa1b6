import { randomUUID } from 'crypto';
import {
  calendarBands,
  calendarManagePermission,
  calendarQuerySchema,
  CalendarResponse,
  ruleApplies,
  ScheduleRule,
  scheduleRuleInputSchema,
  ScheduleRulesResponse,
} from '@countersign/plugin-change-management-common';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { CatalogReader, itemsOf } from '@countersign/plugin-cmdb-node';
import {
  itemPredicateProblems,
  scheduledTimesProblems,
  wrongField,
} from '@countersign/plugin-governance-common';
import {
  demandAll,
  demandNone,
  Caller,
  demandEnvironments,
} from '@countersign/plugin-governance-node';
import { Authorizer } from '../access/Authorizer';
import { Stores } from '../database/stores';
import { configuredWords } from '../predicateWords';
import { Settings } from '../settings';
import { toCalendarChange } from './ConflictReader';
import { Journal } from './Journal';

const MOST_CHANGES = 1000;
const LONGEST_RANGE_DAYS = 400;

/** The change calendar: planned changes, freezes and maintenance windows. */
export class CalendarService {
  readonly #lists: Stores['lists'];
  readonly #rules: Stores['rules'];
  readonly #journal: Journal;
  readonly #authorizer: Authorizer;
  readonly #catalog: CatalogReader;
  readonly #settings: Pick<Settings, 'environments' | 'itemKinds'>;

  constructor(options: {
    stores: Stores;
    journal: Journal;
    authorizer: Authorizer;
    catalog: CatalogReader;
    settings: Pick<Settings, 'environments' | 'itemKinds'>;
  }) {
    this.#lists = options.stores.lists;
    this.#rules = options.stores.rules;
    this.#journal = options.journal;
    this.#authorizer = options.authorizer;
    this.#catalog = options.catalog;
    this.#settings = options.settings;
  }

  async calendar(
    caller: Caller,
    query: z.output<typeof calendarQuerySchema>,
  ): Promise<CalendarResponse> {
    const { from, to, item, environment } = query;
    const days = DateTime.fromISO(to).diff(DateTime.fromISO(from), 'days').days;
    if (days > LONGEST_RANGE_DAYS) {
      throw wrongField(
        'to',
        `the range may span ${LONGEST_RANGE_DAYS} days at most`,
      );
    }
    const rights = await this.#authorizer.rights(caller);
    const db = this.#journal.knex;
    const found = await this.#lists.overlapping(
      db,
      { from, to },
      query,
      MOST_CHANGES + 1,
      rights.demandReading(),
    );
    const rules = await this.#rules.inForce(db, new Date(from));
    const graph = await this.#catalog.graph();
    const items = item && itemsOf(graph, item);
    const shown = rules.filter(
      rule =>
        (!environment?.length ||
          !rule.environments.length ||
          environment.some(e => rule.environments.includes(e))) &&
        (!items?.length ||
          ruleApplies({ ...rule, environments: [] }, items, '')),
    );
    return {
      changes: found.slice(0, MOST_CHANGES).flatMap(toCalendarChange),
      bands: calendarBands(shown, from, to),
      truncated: found.length > MOST_CHANGES,
    };
  }

  async rules(): Promise<ScheduleRulesResponse> {
    return { items: await this.#rules.list(this.#journal.knex) };
  }

  async createRule(
    caller: Caller,
    input: z.output<typeof scheduleRuleInputSchema>,
    options: { idempotencyKey?: string; demo?: boolean } = {},
  ): Promise<ScheduleRule> {
    await this.#authorizer.demand(caller, calendarManagePermission);
    await demandAll({
      times: () => demandNone(scheduledTimesProblems(input)),
      environments: () =>
        demandEnvironments(this.#settings, 'environments', input.environments),
      scope: () =>
        demandNone(
          itemPredicateProblems(
            configuredWords(this.#settings),
            'scope',
            input.scope,
          ),
        ),
    });
    const { idempotencyKey: key, demo = false } = options;
    return this.#journal.idempotent(
      caller,
      key,
      async unit => {
        const rule: ScheduleRule = {
          ...input,
          id: randomUUID(),
          createdBy: caller.ref,
          createdAt: unit.now.toISOString(),
          demo,
        };
        await this.#rules.insert(unit.trx, rule);
        await unit.record('schedule_rule.created', rule.id, {
          id: rule.id,
          rule: input,
          demo,
        });
        return rule;
      },
      {
        request: { operation: 'rule', input },
        keep: ({ id }) => id,
        again: (unit, id) => this.#rules.get(unit.trx, id),
      },
    );
  }

  /** Withdraws a rule: it stays on record and binds nobody any more. */
  async endRule(
    caller: Caller,
    id: string,
    idempotencyKey?: string,
  ): Promise<ScheduleRule> {
    await this.#authorizer.demand(caller, calendarManagePermission);
    return this.#journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const rule = await this.#rules.end(unit.trx, id, caller.ref, unit.now);
        await unit.record('schedule_rule.ended', id, {
          id,
          endedAt: unit.now.toISOString(),
        });
        return rule;
      },
      {
        request: { operation: 'end-rule', id },
        keep: () => id,
        again: unit => this.#rules.get(unit.trx, id),
      },
    );
  }
}

import { NotFoundError } from '@backstage/errors';
import {
  applicableRules,
  ChangeSummary,
  ConfigurationItemResponse,
  occurrences,
  RelatedItem,
} from '@countersign/plugin-change-management-common';
import {
  CmdbGraph,
  ConfigurationItem,
  ReachResult,
} from '@countersign/plugin-cmdb-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { Authorizer } from '../access/Authorizer';
import { Caller } from '../access/Caller';
import { Stores } from '../database/stores';

const SHOWN = 50;
type DeployNow = ConfigurationItemResponse['deployNow'];

/** One configuration item with its changes: what the entity page shows. */
export class ItemService {
  readonly #lists: Stores['lists'];
  readonly #rules: Stores['rules'];
  readonly #db: Knex;
  readonly #clock: () => Date;
  readonly #authorizer: Authorizer;
  readonly #cmdb: CmdbService;

  constructor(options: {
    stores: Stores;
    db: Knex;
    clock: () => Date;
    authorizer: Authorizer;
    cmdb: CmdbService;
  }) {
    this.#lists = options.stores.lists;
    this.#rules = options.stores.rules;
    this.#db = options.db;
    this.#clock = options.clock;
    this.#authorizer = options.authorizer;
    this.#cmdb = options.cmdb;
  }

  async get(caller: Caller, ref: string): Promise<ConfigurationItemResponse> {
    const item = await this.#cmdb.item(ref);
    if (!item) throw new NotFoundError(`The catalog has no ${ref}`);
    const graph = await this.#cmdb.graph();
    const rights = await this.#authorizer.rights(caller);
    const read = (open: boolean, limit: number) =>
      rights.readsNothing
        ? []
        : this.#lists.ofItem(this.#db, item.entityRef, {
            open,
            limit,
            readable: rights.readable,
          });
    const openChanges = await read(true, SHOWN);
    const recent = await read(false, 10);
    const down = graph.dependenciesOf([item.entityRef]);
    const up = graph.impactOf([item.entityRef]);
    return {
      item,
      dependencies: related(graph, down),
      dependants: related(graph, up),
      dangling: [...down.entities, ...up.entities]
        .filter(e => e.dangling)
        .map(e => e.entityRef),
      lastChange: recent.find(
        c => c.state === 'closed' || c.state === 'review',
      ),
      openChanges,
      recent,
      deployNow: await this.#deployNow(item, graph, openChanges),
    };
  }

  async #deployNow(
    item: ConfigurationItem,
    graph: CmdbGraph,
    open: ChangeSummary[],
  ): Promise<DeployNow> {
    const now = this.#clock();
    const at = now.toISOString();
    const rules = await this.#rules.inForce(this.#db, now);
    const freeze = applicableRules(
      {
        type: 'normal',
        environment: item.environment ?? 'production',
        items: [item.entityRef],
      },
      { rules, graph },
    ).freezes.flatMap(rule =>
      occurrences(rule, at, new Date(now.getTime() + 1).toISOString()).map(
        ({ end }) => ({ title: rule.title, until: end }),
      ),
    )[0];
    return answer(
      open.filter(c => c.state === 'scheduled' || c.state === 'implement'),
      at,
      freeze,
    );
  }
}

function related(graph: CmdbGraph, { entities }: ReachResult): RelatedItem[] {
  return entities
    .filter(e => !e.dangling)
    .slice(0, SHOWN)
    .map(({ entityRef, depth, path }) => {
      const found = graph.item(entityRef);
      return {
        entityRef,
        title: found?.title,
        tier: found?.tier,
        depth,
        path,
      };
    });
}

function answer(
  approved: ChangeSummary[],
  at: string,
  freeze: DeployNow['freeze'],
): DeployNow {
  const ready = approved.find(
    ({ window, onHold, type }) =>
      window &&
      window.start <= at &&
      at < window.end &&
      !onHold &&
      (!freeze || type === 'emergency'),
  );
  const next = approved
    .filter(({ window }) => window && window.start > at)
    .sort((a, b) => a.window!.start.localeCompare(b.window!.start))[0];
  const nextWindow = next?.window && {
    change: next.number,
    window: next.window,
  };
  if (ready?.window) {
    return {
      answer: 'yes',
      sentence: `Yes, under ${ready.number}, until ${utc(ready.window.end)}.`,
      change: ready.number,
      freeze,
      nextWindow,
    };
  }
  if (freeze) {
    return {
      answer: 'no',
      sentence: `No: "${freeze.title}" is in force until ${utc(freeze.until)}.`,
      freeze,
      nextWindow,
    };
  }
  return nextWindow
    ? {
        answer: 'no',
        sentence: `Not yet: the window of ${nextWindow.change} opens at ${utc(
          nextWindow.window.start,
        )}.`,
        nextWindow,
      }
    : {
        answer: 'change-needed',
        sentence: 'No approved change covers it now: open one.',
      };
}

function utc(instant: string): string {
  return DateTime.fromISO(instant, { zone: 'utc' }).toFormat(
    "yyyy-MM-dd HH:mm 'UTC'",
  );
}

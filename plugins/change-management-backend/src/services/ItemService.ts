import { NotFoundError } from '@backstage/errors';
import {
  applicableRules,
  ChangeSummary,
  checklistOf,
  Condition,
  ConfigurationItemResponse,
  deployFindings,
  Facts,
  PresentedDeployment,
  RelatedItem,
} from '@countersign/plugin-change-management-common';
import {
  CmdbGraph,
  ConfigurationItem,
  ReachResult,
} from '@countersign/plugin-cmdb-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import { Knex } from 'knex';
import {
  occurrences,
  record,
  say,
  time,
  told,
} from '@countersign/plugin-governance-common';
import { Caller } from '@countersign/plugin-governance-node';
import { Authorizer } from '../access/Authorizer';
import { Stores } from '../database/stores';
import { Known, SituationReader } from './SituationReader';

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
  readonly #changes: Stores['changes'];
  readonly #situations: SituationReader;

  constructor(options: {
    stores: Stores;
    db: Knex;
    clock: () => Date;
    authorizer: Authorizer;
    cmdb: CmdbService;
    situations: SituationReader;
  }) {
    this.#lists = options.stores.lists;
    this.#rules = options.stores.rules;
    this.#db = options.db;
    this.#clock = options.clock;
    this.#authorizer = options.authorizer;
    this.#cmdb = options.cmdb;
    this.#changes = options.stores.changes;
    this.#situations = options.situations;
  }

  async get(caller: Caller, ref: string): Promise<ConfigurationItemResponse> {
    const rights = await this.#authorizer.rights(caller);
    const readable = rights.demandReading();
    const item = await this.#cmdb.item(ref);
    if (!item) throw new NotFoundError(`The catalog has no ${ref}`);
    const graph = await this.#cmdb.graph();
    const read = (open: boolean, limit: number) =>
      this.#lists.ofItem(this.#db, item.entityRef, { open, limit, readable });
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
    const ahead = open.filter(
      c => c.state === 'scheduled' || c.state === 'implement',
    );
    return answer({
      verdicts: await this.#verdicts(ahead, graph, now),
      next: nextWindowOf(ahead, at),
      freeze,
    });
  }

  /** What the gate would say now about each change whose window is open, were what it names presented. */
  async #verdicts(
    ahead: readonly ChangeSummary[],
    graph: CmdbGraph,
    now: Date,
  ): Promise<Verdict[]> {
    const at = now.toISOString();
    const known: (Known & { until: string })[] = [];
    for (const { number, window } of ahead) {
      if (!window || at < window.start || window.end <= at) continue;
      const stored = await this.#changes.find(this.#db, number);
      if (!stored) continue;
      const facts = await this.#situations.facts(this.#db, stored);
      known.push({ stored, facts, until: window.end });
    }
    const situations = await this.#situations.readAll(
      this.#db,
      known,
      graph,
      now,
      { shows: true },
    );
    return known.map(({ facts, until }, i) => {
      const { world } = situations[i];
      const findings = deployFindings(facts, world, asNamed(facts));
      return {
        number: facts.number,
        until,
        conditions: checklistOf(findings, facts, world),
      };
    });
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

/** The gate's word on one change. */
interface Verdict {
  number: string;
  /** When its window ends. */
  until: string;
  /** What it does not meet; empty when the gate lets it through. */
  conditions: Condition[];
}

/** Exactly what the change names, so that only what no presentation could mend is refused. */
function asNamed({ content }: Facts): PresentedDeployment {
  const { planDigest, commit, environment, stack } = content;
  return { planDigest, commit, environment, stack };
}

function nextWindowOf(
  ahead: readonly ChangeSummary[],
  at: string,
): DeployNow['nextWindow'] {
  const [next] = ahead
    .flatMap(({ number, window }) =>
      window && window.start > at ? [{ change: number, window }] : [],
    )
    .sort((a, b) => a.window.start.localeCompare(b.window.start));
  return next;
}

function answer(found: {
  verdicts: readonly Verdict[];
  next: DeployNow['nextWindow'];
  freeze: DeployNow['freeze'];
}): DeployNow {
  const { verdicts, next: nextWindow, freeze } = found;
  const ready = verdicts.find(({ conditions }) => conditions.length === 0);
  if (ready) {
    return {
      answer: 'yes',
      ...told(
        'sentence',
        say`Yes, under ${record(ready.number)}, until ${time(ready.until)}.`,
      ),
      change: ready.number,
      freeze,
      nextWindow,
    };
  }
  const [refused] = verdicts;
  if (refused) {
    return {
      answer: 'no',
      ...told('sentence', say`No: the gate refuses ${record(refused.number)}.`),
      change: refused.number,
      conditions: refused.conditions,
      freeze,
      nextWindow,
    };
  }
  if (freeze) {
    return {
      answer: 'no',
      ...told(
        'sentence',
        say`No: "${freeze.title}" is in force until ${time(freeze.until)}.`,
      ),
      freeze,
      nextWindow,
    };
  }
  return nextWindow
    ? {
        answer: 'no',
        ...told(
          'sentence',
          say`Not yet: the window of ${record(
            nextWindow.change,
          )} opens at ${time(nextWindow.window.start)}.`,
        ),
        nextWindow,
      }
    : {
        answer: 'change-needed',
        sentence: 'No approved change covers it now: open one.',
      };
}

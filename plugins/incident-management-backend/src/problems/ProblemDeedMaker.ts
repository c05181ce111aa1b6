import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { Caller, writtenMeanwhile } from '@countersign/plugin-governance-node';
import {
  isOpen,
  ProblemBody,
  ProblemVerb,
  ProblemWorld,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';
import { Reader } from '../access/IncidentAccess';
import { IncidentStore } from '../database/IncidentStore';
import { ProblemStore, StoredProblem } from '../database/ProblemStore';
import { Changes } from '../services/Changes';
import { IncidentUnit } from '../services/IncidentKeeper';
import { ProblemDeed } from './ProblemKeeper';

/** What somebody asks for: a verb and what it takes. */
export type AskedOfProblem = {
  [V in ProblemVerb]: { verb: V; body: ProblemBody<V> };
}[ProblemVerb];

/** A verb that leaves one entry, with the problem alone. */
export type AskedOfOneProblem = Exclude<
  AskedOfProblem,
  { verb: 'link-incident' | 'unlink-incident' }
>;

interface Made {
  deed: ProblemDeed;
  world?: ProblemWorld;
}

/** Makes what a verb leaves in the ledger, and what it is judged by, once the problem is locked. */
export type MakeProblemDeed = (
  unit: IncidentUnit,
  stored: StoredProblem,
) => Made | Promise<Made>;

/**
 * Turns what somebody asks for into what the ledger says of it. Other plugins are asked before the transaction, so that no
 * lock waits for their answers.
 */
export class ProblemDeedMaker {
  constructor(
    private readonly options: {
      knex: Knex;
      problems: ProblemStore;
      incidents: IncidentStore;
      catalog: CatalogReader;
      changes: Changes;
    },
  ) {}

  async prepare(
    caller: Caller,
    reader: Reader,
    number: string,
    asked: AskedOfOneProblem,
  ): Promise<MakeProblemDeed> {
    const { changes, incidents, problems, catalog } = this.options;
    switch (asked.verb) {
      case 'edit': {
        const { version: read, ...data } = asked.body;
        return (_, { facts, version }) => {
          if (read !== version) throw writtenMeanwhile(facts.number);
          return { deed: { verb: 'edit', data } };
        };
      }
      case 'assign': {
        const { person } = asked.body;
        if (person) await catalog.people('person', [person]);
        return () => ({ deed: { verb: 'assign', data: asked.body } });
      }
      case 'plan-fix': {
        const change = await changes.reference(caller, asked.body.change);
        return () => ({ deed: { verb: 'plan-fix', data: { change } } });
      }
      case 'resolve':
        return this.#resolve(caller, number, asked.body);
      case 'close':
        return async ({ trx }, { facts }) => {
          const linked = await incidents.find(trx, facts.incidents);
          const open = linked
            .filter(each => isOpen(each.facts.state) && reader.sees(each.facts))
            .map(each => each.facts.number)
            .sort();
          return { deed: { verb: 'close', data: { open } } };
        };
      case 'duplicate':
        return async ({ trx }) => {
          const [other] = await problems.find(trx, [asked.body.of]);
          return {
            deed: { verb: 'duplicate', data: asked.body },
            world: { other: other?.facts },
          };
        };
      default:
        return () => ({
          deed: { verb: asked.verb, data: asked.body } as ProblemDeed,
        });
    }
  }

  /** How the change stands that fixes it; another one may be planned meanwhile. */
  async #resolve(
    caller: Caller,
    number: string,
    { text }: ProblemBody<'resolve'>,
  ): Promise<MakeProblemDeed> {
    const { knex, problems, changes } = this.options;
    const [seen] = await problems.find(knex, [number]);
    const fix = seen?.facts.fix;
    const state = fix && (await changes.look(caller, fix.number)).state;
    return (_, { facts }) => {
      if (facts.fix?.number !== fix?.number)
        throw writtenMeanwhile(facts.number);
      return {
        deed: {
          verb: 'resolve',
          data: {
            text,
            change: facts.fix ?? { number: '' },
            changeState: state ?? 'unknown',
          },
        },
      };
    };
  }
}

import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { CatalogReader, teamOf } from '@countersign/plugin-cmdb-node';
import { wrongField } from '@countersign/plugin-governance-common';
import {
  Caller,
  reading,
  writtenMeanwhile,
} from '@countersign/plugin-governance-node';
import {
  IncidentFacts,
  IncidentLimits,
  VerbBody,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';
import { Reader } from '../access/IncidentAccess';
import { IncidentStore, StoredIncident } from '../database/IncidentStore';
import { AskedOfOne } from './asked';
import { Changes } from './Changes';
import { Deed, IncidentUnit, missing } from './IncidentKeeper';
import { SuspectRanking } from './SuspectRanking';

/** Makes what a verb leaves in the ledger, once the incident is locked. */
export type MakeDeed = (
  unit: IncidentUnit,
  stored: StoredIncident,
) => Deed | Promise<Deed>;

/**
 * Turns what somebody asks for into what the ledger says of it. Other plugins are asked before the transaction, so that no
 * lock waits for their answers; what stands in the incident is read once it is locked.
 */
export class DeedMaker {
  constructor(
    private readonly options: {
      knex: Knex;
      store: IncidentStore;
      catalog: CatalogReader;
      changes: Changes;
      ranking: Pick<SuspectRanking, 'placeOf'>;
      limits: IncidentLimits;
      privateGroups: readonly string[];
    },
  ) {}

  async prepare(
    caller: Caller,
    reader: Reader,
    number: string,
    asked: AskedOfOne,
  ): Promise<MakeDeed> {
    const { catalog, limits, privateGroups } = this.options;
    switch (asked.verb) {
      case 'close':
        return () => ({ verb: 'close', data: { after: limits.closeAfter } });
      case 'edit':
        return this.#edit(asked.body);
      case 'assign':
        return this.#assign(asked.body);
      case 'add-task': {
        const { owner } = asked.body;
        if (owner !== undefined) await catalog.people('owner', [owner]);
        return () => ({ verb: 'add-task', data: asked.body });
      }
      case 'set-time':
        return (_, { facts }) => ({
          verb: 'set-time',
          data: { ...asked.body, from: facts.times[asked.body.time] },
        });
      case 'confirm-time': {
        const graph = await catalog.graph();
        return (_, { facts }) => ({
          verb: 'confirm-time',
          data: {
            ...asked.body,
            involved: involved(graph, facts, caller, reader),
          },
        });
      }
      case 'restrict': {
        const member = privateGroups.filter(group =>
          reader.groups?.includes(group),
        );
        return () => ({
          verb: 'restrict',
          data: { ...asked.body, groups: [...privateGroups], member },
        });
      }
      case 'publish':
        return () => ({
          verb: 'publish',
          data: { ...asked.body, member: [...(reader.groups ?? [])] },
        });
      case 'pin':
        return async (unit, { facts }) => {
          const entries = await unit.entries(facts.number);
          if (!entries.some(({ id }) => id === asked.body.entry)) {
            throw wrongField('entry', `${facts.number} has no such entry`);
          }
          return { verb: 'pin', data: asked.body };
        };
      case 'confirm-cause':
        return this.#confirmCause(caller, reader, number, asked.body);
      default:
        return () => ({ verb: asked.verb, data: asked.body } as Deed);
    }
  }

  async #edit({
    version: read,
    ...fields
  }: VerbBody<'edit'>): Promise<MakeDeed> {
    const { entities } = fields;
    const team =
      entities &&
      teamOf(
        await reading('entities', () => this.options.catalog.items(entities)),
      );
    return (_, { facts, version }) => {
      if (read !== version) throw writtenMeanwhile(facts.number);
      return { verb: 'edit', data: { ...fields, ...(team && { team }) } };
    };
  }

  async #assign(body: VerbBody<'assign'>): Promise<MakeDeed> {
    const { catalog } = this.options;
    const { person } = body;
    if (person === undefined) return () => ({ verb: 'assign', data: body });
    await catalog.people('person', [person]);
    const graph = await catalog.graph();
    return (_, { facts }) => {
      demandSeen(graph, facts, person);
      return { verb: 'assign', data: body };
    };
  }

  /** The place is among the suspects of the incident as it is now: it counts for no other start and no other entities. */
  async #confirmCause(
    caller: Caller,
    reader: Reader,
    number: string,
    { change, reason }: VerbBody<'confirm-cause'>,
  ): Promise<MakeDeed> {
    const { knex, store, changes, ranking } = this.options;
    const [seen] = await store.find(knex, [number]);
    if (!seen || !reader.may('cause', seen.facts)) throw missing(number);
    const [reference, place] = await Promise.all([
      changes.reference(caller, change),
      ranking.placeOf(caller, seen.facts, change),
    ]);
    return (_, { facts }) => {
      if (!isHitAlike(seen.facts, facts)) throw writtenMeanwhile(facts.number);
      return {
        verb: 'confirm-cause',
        data: {
          change: reference,
          ...(typeof place === 'number' && { rank: place }),
          ...(place === 'unknown' && { unranked: true as const }),
          reason,
        },
      };
    };
  }
}

/** What suspects are ranked by is the same in both. */
function isHitAlike(one: IncidentFacts, other: IncidentFacts): boolean {
  return (
    one.times.started === other.times.started &&
    one.entities.join() === other.entities.join()
  );
}

/** Whoever is given a role in a private incident is of its group: else they would be told of what they do not see. */
function demandSeen(
  graph: CmdbGraph,
  { number, privateTo }: IncidentFacts,
  person: string,
): void {
  if (privateTo === undefined) return;
  if (!graph.groupsOf(person).includes(privateTo)) {
    throw wrongField(
      'person',
      `${number} is private to ${privateTo}, and ${person} is no member`,
    );
  }
}

/** Those owners of what was hit to whom somebody belongs. */
function involved(
  graph: CmdbGraph,
  { entities, team }: IncidentFacts,
  { ref }: Caller,
  { groups = [] }: Reader,
): string[] {
  const owners = new Set([
    ...(team === undefined ? [] : [team]),
    ...entities.flatMap(each => graph.ownersOf(each)),
  ]);
  return [ref, ...groups].filter(each => owners.has(each));
}

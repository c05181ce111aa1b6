import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CmdbService, ownersOf } from '@countersign/plugin-cmdb-node';
import { Caller } from '@countersign/plugin-governance-node';
import { Authorizer, LogRight, OwnedEntity } from '../access';
import { Responders, Responding } from './Responders';

/** An entity whose logs somebody reads, and the incident without which they would not. */
export interface ReadableEntity {
  entity: OwnedEntity;
  because?: Responding;
}

/** Entities whose logs somebody asks for, as the catalog has them and as far as they may. */
export class LogEntities {
  constructor(
    private readonly cmdb: CmdbService,
    private readonly authorizer: Authorizer,
    private readonly responders: Responders,
  ) {}

  /**
   * For what is asked for by a name of its own: asked before it is looked up, this does not tell whether it is there.
   *
   * @throws NotAllowedError when the logs of none are theirs to read
   */
  async demandAny(caller: Caller): Promise<void> {
    (await this.authorizer.rights(caller)).demandReading();
  }

  /**
   * One that the caller may read the logs of, if only because they respond to an incident on it.
   *
   * @param from - The earliest that is asked for, milliseconds since 1970; absent where what is answered is bounded otherwise
   * @throws NotFoundError when it is not there, or not theirs to read; NotAllowedError when it is theirs only later, or
   * none is theirs
   */
  async demandReading(
    caller: Caller,
    entityRef: string,
    from?: number,
  ): Promise<ReadableEntity> {
    const rights = await this.authorizer.rights(caller);
    rights.demandReading();
    const [entity] = await this.find([entityRef]);
    if (!entity) throw missing(entityRef);
    if (rights.may('read', entity)) return { entity };
    const responding = await this.responders.of(caller, entity.entityRef);
    const because = responding
      .filter(({ responders }) => rights.may('read', { ...entity, responders }))
      .reduce<Responding | undefined>(
        (first, each) => (first && first.from <= each.from ? first : each),
        undefined,
      );
    if (!because) throw missing(entityRef);
    if (from !== undefined && from < because.from) {
      throw new NotAllowedError(
        `You read the logs of ${entity.entityRef} because of ${
          because.incident
        }: ask for ${new Date(because.from).toISOString()} or later`,
      );
    }
    return { entity, because };
  }

  /**
   * One that the caller may read the logs of, or do more with.
   *
   * @throws NotFoundError when it is not there, or not theirs to read; NotAllowedError when only the right is missing, or
   * none is theirs to read
   */
  async demand(
    caller: Caller,
    entityRef: string,
    right: LogRight | 'read' = 'read',
  ): Promise<OwnedEntity> {
    const rights = await this.authorizer.rights(caller);
    rights.demandReading();
    const [entity] = await this.find([entityRef]);
    if (!entity) throw missing(entityRef);
    rights.demand(right, entity);
    return entity;
  }

  /** Whether the caller may do it. */
  async may(
    caller: Caller,
    entity: OwnedEntity,
    right: LogRight,
  ): Promise<boolean> {
    return (await this.authorizer.rights(caller)).may(right, entity);
  }

  /**
   * Those of them that the caller may read the logs of without an incident.
   *
   * @throws NotAllowedError when none is theirs to read
   */
  async readableOf(
    caller: Caller,
    entityRefs: readonly string[],
  ): Promise<string[]> {
    const rights = await this.authorizer.rights(caller);
    rights.demandReading();
    return (await this.find(entityRefs))
      .filter(entity => rights.may('read', entity))
      .map(({ entityRef }) => entityRef);
  }

  /** Those that the catalog has, with their owners. */
  async find(entityRefs: readonly string[]): Promise<OwnedEntity[]> {
    const items = await this.cmdb.items(entityRefs);
    const graph = await this.cmdb.graph();
    return items.flatMap(item =>
      item ? [{ ...item, owners: ownersOf(graph, [item]) }] : [],
    );
  }
}

function missing(entityRef: string) {
  return new NotFoundError(`There is no log of ${entityRef}`);
}

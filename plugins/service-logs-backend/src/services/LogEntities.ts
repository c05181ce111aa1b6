import { NotFoundError } from '@backstage/errors';
import { CmdbService, ownersOf } from '@countersign/plugin-cmdb-node';
import { Caller } from '@countersign/plugin-governance-node';
import { Authorizer, LogRight, OwnedEntity } from '../access';

/** Entities whose logs somebody asks for, as the catalog has them and as far as they may. */
export class LogEntities {
  constructor(
    private readonly cmdb: CmdbService,
    private readonly authorizer: Authorizer,
  ) {}

  /**
   * One that the caller may read the logs of, or do more with.
   *
   * @throws NotFoundError when it is not there, or not theirs to read; NotAllowedError when only the right is missing
   */
  async demand(
    caller: Caller,
    entityRef: string,
    right: LogRight | 'read' = 'read',
  ): Promise<OwnedEntity> {
    const rights = await this.authorizer.rights(caller);
    const [entity] = await this.find([entityRef]);
    if (!entity) throw new NotFoundError(`There is no log of ${entityRef}`);
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

  /** Those that the catalog has, with their owners. */
  async find(entityRefs: readonly string[]): Promise<OwnedEntity[]> {
    const items = await this.cmdb.items(entityRefs);
    const graph = await this.cmdb.graph();
    return items.flatMap(item =>
      item ? [{ ...item, owners: ownersOf(graph, [item]) }] : [],
    );
  }
}

import { CmdbService } from '@countersign/plugin-cmdb-node';
import { Caller } from '@countersign/plugin-governance-node';

/** Who belongs to which group, as the catalog has it now. */
export class People {
  constructor(private readonly cmdb: Pick<CmdbService, 'graph'>) {}

  /** The groups that somebody belongs to; none for machines. */
  async groupsOf({ kind, ref }: Pick<Caller, 'kind' | 'ref'>) {
    if (kind !== 'user') return [];
    return [...(await this.cmdb.graph()).groupsOf(ref)];
  }
}

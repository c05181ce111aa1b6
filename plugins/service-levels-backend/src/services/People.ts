import { CmdbService } from '@countersign/plugin-cmdb-node';

/** Who belongs to which team, as the catalog has it now. */
export class People {
  constructor(private readonly cmdb: Pick<CmdbService, 'graph'>) {}

  /** Those of the owners that somebody is, or is a member of. */
  async involved(ref: string, owners: readonly string[]): Promise<string[]> {
    if (owners.length === 0 || !ref.startsWith('user:')) return [];
    const graph = await this.cmdb.graph();
    const groups = new Set([ref, ...graph.groupsOf(ref)]);
    return owners.filter(owner => groups.has(owner));
  }
}

import { CmdbGraph, ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { wrongField } from '@countersign/plugin-governance-common';
import { CmdbService } from './CmdbService';

/** The catalog as an area asks it: a request names only what exists. */
export class CatalogReader {
  constructor(private readonly cmdb: CmdbService) {}

  graph(): Promise<CmdbGraph> {
    return this.cmdb.graph();
  }

  /**
   * The configuration items a request names.
   *
   * @throws InputError naming those the catalog does not have
   */
  async items(refs: readonly string[]): Promise<ConfigurationItem[]> {
    const found = await this.cmdb.items(refs);
    const unknown = refs.filter((_, i) => !found[i]);
    if (unknown.length) {
      throw wrongField(
        'items',
        `the catalog has no ${unknown.join(
          ', ',
        )}. Register the entity or correct the reference.`,
      );
    }
    const misplaced = refs.filter(ref => /^(user|group):/.test(ref));
    if (misplaced.length) {
      throw wrongField(
        'items',
        `${misplaced.join(
          ', ',
        )} is no configuration item. Name components, resources, APIs or systems.`,
      );
    }
    return found.filter(item => item !== undefined);
  }

  /** Those that the catalog has as configuration items, of references that nobody vouches for. */
  async known(refs: readonly string[]): Promise<ReadonlySet<string>> {
    if (!refs.length) return new Set();
    const found = await this.cmdb.items(refs);
    return new Set(
      refs.filter((ref, i) => found[i] && !/^(user|group):/.test(ref)),
    );
  }

  /** @throws InputError naming those who are no users of the catalog */
  async people(field: string, refs: readonly string[]): Promise<void> {
    const known = await Promise.all(
      refs.map(async ref => ref.startsWith('user:') && this.cmdb.exists(ref)),
    );
    const unknown = refs.filter((_, i) => !known[i]);
    if (unknown.length) {
      throw wrongField(field, `the catalog has no user ${unknown.join(', ')}`);
    }
  }
}

/** Items as far as the catalog still has them: one that was removed since does not make a record unreadable. */
export function itemsOf(
  graph: CmdbGraph,
  refs: readonly string[],
): ConfigurationItem[] {
  return refs.flatMap(ref => graph.item(ref) ?? []);
}

/** The group or user that answers for the first item: figures are by team. */
export function teamOf(
  items: readonly ConfigurationItem[],
): string | undefined {
  return items[0]?.owner;
}

/** Owners of the items, each once, for permission rules. */
export function ownersOf(
  graph: CmdbGraph,
  items: readonly ConfigurationItem[],
): string[] {
  const owners = items.flatMap(item => [
    ...graph.ownersOf(item.entityRef),
    ...(item.owner ? [item.owner] : []),
  ]);
  return [...new Set(owners)].sort();
}

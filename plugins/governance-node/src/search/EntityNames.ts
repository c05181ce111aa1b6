import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

const fields = ['metadata.title', 'metadata.name', 'spec.profile.displayName'];

/** What people and things are called on pages: "Dana Reyes", not `dana-developer`. */
export class EntityNames {
  constructor(
    private readonly catalog: Pick<CatalogService, 'getEntitiesByRefs'>,
    private readonly auth: Pick<AuthService, 'getOwnServiceCredentials'>,
  ) {}

  /** By reference, also of what the catalog does not have: a pipeline, somebody who has left. */
  async of(refs: readonly string[]): Promise<Map<string, string>> {
    const all = [...new Set(refs)];
    const known = all.filter(ref => shortNameOf(ref) !== undefined);
    const { items } = known.length
      ? await this.catalog.getEntitiesByRefs(
          { entityRefs: known, fields },
          { credentials: await this.auth.getOwnServiceCredentials() },
        )
      : { items: [] };
    const found = new Map(known.map((ref, i) => [ref, items[i]]));
    return new Map(
      all.map(ref => [ref, nameOf(found.get(ref)) ?? shortNameOf(ref) ?? ref]),
    );
  }
}

function nameOf(entity: Entity | undefined): string | undefined {
  const profile = entity?.spec?.profile;
  const displayName =
    typeof profile === 'object' && profile !== null && 'displayName' in profile
      ? profile.displayName
      : undefined;
  return (
    entity?.metadata.title ??
    (typeof displayName === 'string' ? displayName : undefined)
  );
}

/** Absent for what is no entity, such as `ci-pipeline`. */
function shortNameOf(ref: string): string | undefined {
  try {
    return parseEntityRef(ref).name;
  } catch {
    return undefined;
  }
}

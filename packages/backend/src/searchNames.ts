import { createBackendModule } from '@backstage/backend-plugin-api';
import { Entity, isGroupEntity, isUserEntity } from '@backstage/catalog-model';
import {
  catalogCollatorExtensionPoint,
  CatalogCollatorEntityTransformer,
  defaultCatalogCollatorEntityTransformer,
} from '@backstage/plugin-search-backend-module-catalog';

const displayNameOf = (entity: Entity) =>
  isUserEntity(entity) || isGroupEntity(entity)
    ? entity.spec.profile?.displayName
    : undefined;

/** As the catalog's own, but people and groups go by the name they have on every page. */
export const namedDocument: CatalogCollatorEntityTransformer = entity => {
  const document = defaultCatalogCollatorEntityTransformer(entity);
  const displayName = displayNameOf(entity);
  return entity.metadata.title || !displayName
    ? document
    : { ...document, title: displayName };
};

/** What search calls people: "Dana Reyes", not dana-developer. */
export const searchNames = createBackendModule({
  pluginId: 'search',
  moduleId: 'names-of-people',
  register(env) {
    env.registerInit({
      deps: { collator: catalogCollatorExtensionPoint },
      async init({ collator }) {
        collator.setEntityTransformer(namedDocument);
      },
    });
  },
});

import { useApi } from '@backstage/frontend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { shortName, useAsyncData } from '@countersign/plugin-governance-react';

/** A group or a system to choose. */
export interface ScopeChoice {
  id: string;
  label: string;
}

/** The groups and systems that figures can be narrowed to: one request for both. */
export function useScopes() {
  const catalog = useApi(catalogApiRef);
  const found = useAsyncData('scopes', async () => {
    const { items } = await catalog.getEntities({
      filter: { kind: ['Group', 'System'] },
      fields: [
        'kind',
        'metadata.name',
        'metadata.namespace',
        'metadata.title',
        'spec.profile.displayName',
      ],
    });
    const of = (kind: string) =>
      items
        .filter(each => each.kind.toLocaleLowerCase('en-US') === kind)
        .map(choiceOf)
        .sort((a, b) => a.label.localeCompare(b.label, 'en'));
    return { teams: of('group'), systems: of('system') };
  });
  return { ...found, data: found.data ?? { teams: [], systems: [] } };
}

function choiceOf(entity: Entity): ScopeChoice {
  const id = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const profile = entity.spec?.profile as { displayName?: unknown } | undefined;
  const name = profile?.displayName;
  const label =
    entity.metadata.title ?? (typeof name === 'string' ? name : undefined);
  return { id, label: label ?? shortName(id) };
}

/** The choices with those that are chosen already, also where the catalog does not have them. */
export function withChosen(
  choices: readonly ScopeChoice[],
  chosen: readonly string[],
): ScopeChoice[] {
  const known = new Set(choices.map(({ id }) => id));
  return [
    ...choices,
    ...chosen
      .filter(id => !known.has(id))
      .map(id => ({ id, label: shortName(id) })),
  ];
}

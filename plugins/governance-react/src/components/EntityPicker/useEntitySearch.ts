import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';
import { useAsyncData } from '../../hooks/useAsyncData';

/** An entity offered for choice. */
export interface EntityChoice {
  entityRef: string;
  title: string;
  kind: string;
}

/** How long to wait for the next key before the catalog is asked, in milliseconds. */
const PAUSE = 200;

/** Entities of these kinds whose name or title has the words, from the catalog. */
export function useEntitySearch(kinds: string[], text: string): EntityChoice[] {
  const catalogApi = useApi(catalogApiRef);
  const [term, setTerm] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setTerm(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  const { data } = useAsyncData(`${kinds.join()}/${term}`, async () => {
    const { items } = await catalogApi.queryEntities({
      filter: { kind: kinds },
      fullTextFilter: term
        ? {
            term,
            fields: [
              'metadata.name',
              'metadata.title',
              'spec.profile.displayName',
            ],
          }
        : undefined,
      fields: ['kind', 'metadata', 'spec.profile'],
      orderFields: [{ field: 'metadata.name', order: 'asc' }],
      limit: 20,
    });
    return items.map(entity => ({
      entityRef: stringifyEntityRef(entity),
      title: entity.metadata.title ?? entity.metadata.name,
      kind: entity.kind,
    }));
  });
  return data ?? [];
}

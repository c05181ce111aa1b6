import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  catalogApiRef,
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import {
  AsyncContent,
  Panel,
  useAsyncData,
} from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from '../IncidentPage/IncidentContext';
import styles from './IncidentBeside.module.css';

/** By these an entity has pages of TechDocs, its own or those of another. */
const annotations = [
  'backstage.io/techdocs-ref',
  'backstage.io/techdocs-entity',
];

/** Where the page of an entity has its documentation. */
const DOCS_TAB = '/docs';

/** The documentation of what is affected, in a tab of its own: the incident stays open beside it. */
export function RunbooksPanel() {
  const { t } = useTranslationRef(incidentManagementTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const pageOf = useRouteRef(entityRouteRef);
  const { entities } = useIncidentPage().detail.incident;
  const runbooks = useAsyncData(JSON.stringify(entities), async () => {
    const { items } = await catalogApi.getEntitiesByRefs({
      entityRefs: [...entities],
      fields: [
        'kind',
        'metadata.namespace',
        'metadata.name',
        'metadata.title',
        'metadata.annotations',
      ],
    });
    return items.flatMap(entity =>
      entity && annotations.some(name => entity.metadata.annotations?.[name])
        ? [entity]
        : [],
    );
  });
  const { data, error } = runbooks;
  if (!pageOf || (!error && !data?.length)) return null;
  return (
    <Panel title={t('beside.runbooks.title')}>
      <AsyncContent what={t('beside.runbooks.what')} rows={1} result={runbooks}>
        {found => (
          <ul className={styles.lines} aria-label={t('beside.runbooks.label')}>
            {found.map(entity => {
              const href = `${pageOf(entityRouteParams(entity))}${DOCS_TAB}`;
              const { title, name } = entity.metadata;
              return (
                <li key={href}>
                  <Link href={href} target="_blank">
                    {t('beside.runbooks.open', { name: title ?? name })}
                  </Link>
                </li>
              );
            })}
          </ul>
        )}
      </AsyncContent>
    </Panel>
  );
}

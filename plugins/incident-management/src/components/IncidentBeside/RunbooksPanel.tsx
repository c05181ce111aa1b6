import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
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
  useTexts,
} from '@countersign/plugin-governance-react';
import { runbookPath } from '../../runbooks';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from '../IncidentPage/IncidentContext';
import { useAllowed } from '../IncidentPage/useAllowed';
import styles from './IncidentBeside.module.css';
import { OwnStepButton } from './OwnStepButton';
import { RunbookSteps } from './RunbookSteps';
import { StepsTaken } from './StepsTaken';

/** Where the page of an entity has its documentation. */
const DOCS_TAB = '/docs';

/**
 * The documentation of what is affected, in a tab of its own: the incident stays open beside it. Its steps are ticked off
 * here, and so is what somebody did that stands in no runbook.
 */
export function RunbooksPanel() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const pageOf = useRouteRef(entityRouteRef);
  const { entities, steps } = useIncidentPage().detail.incident;
  const mayTick = useAllowed()('tick-step');
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
    return items.flatMap((entity, i) => {
      const path = entity && runbookPath(entity);
      return entity && path !== undefined
        ? [{ entity, path, entityRef: entities[i] }]
        : [];
    });
  });
  const { data, error } = runbooks;
  const hasRunbooks = Boolean(pageOf && (error || data?.length));
  if (!hasRunbooks && !steps.length && !mayTick) return null;
  return (
    <Panel
      title={t('beside.runbooks.title')}
      aside={mayTick && <OwnStepButton />}
    >
      {hasRunbooks && (
        <AsyncContent
          what={t('beside.runbooks.what')}
          rows={1}
          result={runbooks}
        >
          {found => (
            <ul
              className={styles.lines}
              aria-label={t('beside.runbooks.label')}
            >
              {found.map(({ entity, path, entityRef }) => {
                const href = `${pageOf!(entityRouteParams(entity))}${DOCS_TAB}`;
                const { title, name } = entity.metadata;
                return (
                  <li key={href}>
                    <Link href={href} target="_blank">
                      {t('beside.runbooks.open', { name: title ?? name })}
                    </Link>
                    <RunbookSteps
                      name={title ?? name}
                      path={path}
                      runbook={entityRef}
                    />
                  </li>
                );
              })}
            </ul>
          )}
        </AsyncContent>
      )}
      {data?.length === 0 && (
        <p className={styles.quiet}>{t('beside.runbooks.none')}</p>
      )}
      <StepsTaken />
    </Panel>
  );
}

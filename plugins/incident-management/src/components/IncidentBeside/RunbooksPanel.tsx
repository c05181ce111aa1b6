import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import {
  AsyncContent,
  Panel,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  runbookKey,
  RunbookPage,
} from '@countersign/plugin-incident-management-common';
import { useRunbookNames } from '../../hooks/useRunbookNames';
import { docsPathOf } from '../../runbooks';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from '../IncidentPage/IncidentContext';
import { useAllowed } from '../IncidentPage/useAllowed';
import { RunbookLastUses } from '../RunbookLastUses';
import styles from './IncidentBeside.module.css';
import { OwnStepButton } from './OwnStepButton';
import { RunbookSteps } from './RunbookSteps';
import { StepsTaken } from './StepsTaken';
import { IncidentAlerts } from './useIncidentAlerts';
import { useRunbooks } from './useRunbooks';

/** Where the page of an entity has its documentation. */
const DOCS_TAB = '/docs';

/**
 * What to do: the runbooks that alerts name, those of what is affected, and its documentation, each in a tab of its own, so that
 * the incident stays open beside it. Their steps are ticked off here, and so is what somebody did that stands in no runbook.
 */
export function RunbooksPanel({ alerts }: { alerts: IncidentAlerts }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const pageOf = useRouteRef(entityRouteRef);
  const { steps } = useIncidentPage().detail.incident;
  const mayTick = useAllowed()('tick-step');
  const { runbooks, lastUseOf } = useRunbooks(alerts);
  const { data, error } = runbooks;
  const count = data && data.pages.length + data.documented.length;
  const hasRunbooks = Boolean(pageOf && (error || count));
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
          {({ pages, documented }) => (
            <ul
              className={styles.lines}
              aria-label={t('beside.runbooks.label')}
            >
              <NamedRunbooks pages={pages} lastUseOf={lastUseOf} />
              {documented.map(({ entity, path, entityRef }) => {
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
      {count === 0 && (
        <p className={styles.quiet}>{t('beside.runbooks.none')}</p>
      )}
      <StepsTaken />
    </Panel>
  );
}

/** Those that are pages of documentation, by their titles. */
function NamedRunbooks(props: {
  pages: readonly RunbookPage[];
  lastUseOf: ReturnType<typeof useRunbooks>['lastUseOf'];
}) {
  const { pages, lastUseOf } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const nameOf = useRunbookNames(pages);
  return (
    <>
      {pages.map(({ runbook, page, href }) => {
        const name = nameOf({ runbook, page });
        return (
          <li key={runbookKey({ runbook, page })}>
            <Link href={href} target="_blank">
              {t('beside.runbooks.named', { name })}
            </Link>
            <RunbookLastUses use={lastUseOf({ runbook, page })} />
            <RunbookSteps
              name={name}
              path={docsPathOf(href)}
              runbook={runbook}
              page={page}
            />
          </li>
        );
      })}
    </>
  );
}

import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink, useBreakpoint } from '@backstage/ui';
import { AsyncContent, useTexts } from '@countersign/plugin-governance-react';
import { alertsRouteRef, checkRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { ObjectivesTable } from '../Overview/ObjectivesTable';
import styles from './EntitySlos.module.css';
import { FirstSlo } from './FirstSlo';
import { SloRows } from './SloRow';
import { useComponentSlos } from './useComponentSlos';

/** The tab "SLOs": every objective of the entity of the page, and the way to its alerts. */
export function EntitySlosContent() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { entity } = useEntity();
  const component = stringifyEntityRef(entity);
  const slos = useComponentSlos(component);
  const narrow = useBreakpoint().down('sm');
  const alerts = useRouteRef(alertsRouteRef)?.();
  const check = useRouteRef(checkRouteRef)?.();
  return (
    <div className={styles.body}>
      <AsyncContent what={t('entity.tab.what')} rows={8} result={slos}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <FirstSlo service={entity.metadata.name} />
          ) : (
            <>
              <div className={styles.line}>
                <span className={styles.quiet} role="status">
                  {t('entity.tab.count', { count: items.length })}
                </span>
                <span className={styles.links}>
                  {alerts && (
                    <ButtonLink
                      size="small"
                      variant="secondary"
                      href={`${alerts}?${new URLSearchParams({ component })}`}
                    >
                      {t('entity.tab.alerts')}
                    </ButtonLink>
                  )}
                  {check && (
                    <ButtonLink
                      size="small"
                      variant="secondary"
                      href={`${check}?${new URLSearchParams({
                        service: entity.metadata.name,
                      })}`}
                    >
                      {t('check.open')}
                    </ButtonLink>
                  )}
                </span>
              </div>
              {narrow ? (
                <SloRows label={t('entity.tab.title')} objectives={items} />
              ) : (
                <ObjectivesTable
                  objectives={items}
                  isStale={slos.isRefreshing}
                  isOfPage
                />
              )}
              {nextCursor && (
                <p className={styles.quiet}>{t('entity.tab.more')}</p>
              )}
            </>
          )
        }
      </AsyncContent>
    </div>
  );
}

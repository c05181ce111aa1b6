import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container } from '@backstage/ui';
import {
  AsyncContent,
  deniedPage,
  EmptyState,
  NotForYou,
  PageTitle,
  Panel,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RiPlugLine } from '@remixicon/react';
import { serviceLevelsApiRef } from '../../api';
import { checkRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { ProblemList } from './ProblemList';
import { SourceList } from './SourceList';
import styles from './SourcesPage.module.css';

/** Where measurements come from, and the definitions that do not work: what answers, since when, and why not. */
export function SourcesPage() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const sources = useAsyncData(
    'sources',
    signal => api.listSources({ signal }),
    {
      refetchOnFocus: true,
    },
  );
  const problems = useAsyncData(
    'problems',
    signal => api.listDefinitionProblems({ signal }),
    { refetchOnFocus: true },
  );
  const check = useRouteRef(checkRouteRef)?.();
  const counted = (severity: 'error' | 'warning') =>
    problems.data?.items.filter(each => each.severity === severity).length ?? 0;
  const counts = [
    counted('error') > 0 && t('problems.errors', { count: counted('error') }),
    counted('warning') > 0 &&
      t('problems.warnings', { count: counted('warning') }),
  ].filter(text => text !== false);
  const denied = deniedPage(sources);
  if (denied !== undefined) {
    return <NotForYou page={t('sources.title')} title={denied} />;
  }
  return (
    <Container className={styles.page}>
      <PageTitle title={t('sources.title')} />
      <Panel title={t('sources.title')}>
        <p className={styles.quiet}>{t('sources.lead')}</p>
        <AsyncContent what={t('sources.what')} rows={4} result={sources}>
          {({ items }) =>
            items.length > 0 ? (
              <SourceList sources={items} />
            ) : (
              <EmptyState
                icon={RiPlugLine}
                title={t('sources.empty.title')}
                description={t('sources.empty.description')}
              />
            )
          }
        </AsyncContent>
      </Panel>
      <Panel
        title={t('problems.title')}
        aside={
          <>
            <span className={styles.quiet} role="status">
              {counts.join(', ')}
            </span>
            {check && (
              <ButtonLink size="small" variant="secondary" href={check}>
                {t('check.open')}
              </ButtonLink>
            )}
          </>
        }
      >
        <AsyncContent what={t('problems.what')} rows={4} result={problems}>
          {({ items }) =>
            items.length > 0 ? (
              <ProblemList problems={items} />
            ) : (
              <p className={styles.quiet}>{t('problems.none')}</p>
            )
          }
        </AsyncContent>
      </Panel>
    </Container>
  );
}

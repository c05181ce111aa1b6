import { useApi } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  AsyncContent,
  FigureCard,
  FigureGrid,
  FigureSection,
  percent,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  alertFigures,
  AlertQualityQuery,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { RecordsButton } from './RecordsButton';

/** How good the alerts are: which led to nothing, which flap, and which name no runbook. */
export function AlertQualityFigures(props: {
  query: AlertQualityQuery;
  /** Filters that alerts do not know are set. */
  isNarrowed: boolean;
}) {
  const { query, isNarrowed } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const quality = useAsyncData(
    JSON.stringify(query),
    signal => api.getAlertQuality(query, { signal }),
    { keepPrevious: true },
  );
  return (
    <FigureSection title={t('metrics.section.alerts')}>
      <AsyncContent what={t('metrics.alerts.what')} rows={2} result={quality}>
        {report => (
          <>
            {isNarrowed && (
              <Text color="secondary">{t('metrics.alerts.narrowed')}</Text>
            )}
            <FigureGrid>
              {alertFigures.map(id => {
                const { n, count, rate } = report[id];
                const title = t(`metrics.title.${id}`);
                return (
                  <FigureCard
                    key={id}
                    id={id}
                    title={title}
                    value={
                      rate === undefined
                        ? t('metrics.figure.none')
                        : percent(rate)
                    }
                    n={n}
                    definitions={report.definitions}
                  >
                    {n > 0 && (
                      <RecordsButton
                        n={count}
                        behind={{ of: 'alerts', figure: id, query, title }}
                        text={t('metrics.figure.alerts', {
                          some: String(count),
                          n: String(n),
                        })}
                      />
                    )}
                  </FigureCard>
                );
              })}
            </FigureGrid>
            <Text color="secondary">
              {t('metrics.alerts.coverage', {
                runs: String(report.runs),
                unmapped: String(report.unmapped),
                unheard: String(report.unheard),
                undecided: String(report.undecided),
              })}
            </Text>
          </>
        )}
      </AsyncContent>
    </FigureSection>
  );
}

import { MarkdownContent } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  AsyncContent,
  Panel,
  RecordNumber,
  RowBoundary,
  SentenceText,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from '../IncidentPage/IncidentContext';
import styles from './IncidentBeside.module.css';

/** Known errors that the incident may be about, the best first, each with what helps meanwhile and why it fits. */
export function KnownErrorsPanel() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { detail, generation } = useIncidentPage();
  const { number } = detail.incident;
  const errors = useAsyncData(
    `${number}/${generation}`,
    signal => api.listKnownErrors(number, { signal }),
    { keepPrevious: true },
  );
  if (!errors.error && !errors.data?.matches.length) return null;
  return (
    <Panel title={t('beside.known.title')} tone="accent">
      <AsyncContent what={t('beside.known.what')} rows={2} result={errors}>
        {({ matches }) => (
          <ol className={styles.lines} aria-label={t('beside.known.label')}>
            {matches.map(({ error, reasons }) => (
              <li key={error.number}>
                <RowBoundary name={error.number}>
                  <div className={styles.head}>
                    <RecordNumber number={error.number} hideCopy />
                    <strong>{error.title}</strong>
                  </div>
                  <MarkdownContent content={error.workaround} />
                  {reasons.map((reason, i) => (
                    <div key={i} className={styles.quiet}>
                      <SentenceText sentence={reason} />
                    </div>
                  ))}
                </RowBoundary>
              </li>
            ))}
          </ol>
        )}
      </AsyncContent>
    </Panel>
  );
}

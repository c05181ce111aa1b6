import { MarkdownContent } from '@backstage/core-components';
import { Link } from '@backstage/ui';
import {
  Panel,
  RecordNumber,
  useTexts,
} from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from './IncidentContext';
import styles from './IncidentPage.module.css';

/** What is known of it: words, alerts, what caused it, other records it is tied to, and links. */
export function AboutPanel() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { incident } = useIncidentPage().detail;
  const { description, alerts, resolution, links, causes } = incident;
  const related = [
    {
      key: 'mergedInto',
      numbers: incident.merged ? [incident.merged.into.number] : [],
    },
    { key: 'absorbed', numbers: incident.absorbed },
    {
      key: 'splitFrom',
      numbers: incident.splitFrom ? [incident.splitFrom] : [],
    },
    { key: 'splitInto', numbers: incident.splitInto },
    { key: 'causes', numbers: causes.map(({ change }) => change.number) },
    { key: 'problems', numbers: incident.problems },
  ] as const;
  const shown = related.filter(({ numbers }) => numbers.length > 0);
  if (
    !description &&
    !resolution &&
    !alerts.seen &&
    !links.length &&
    !shown.length
  ) {
    return null;
  }
  return (
    <Panel title={t('incident.section.about')}>
      {description && <MarkdownContent content={description} />}
      {resolution && (
        <div>
          <strong>{t('incident.about.resolution')}</strong>
          <MarkdownContent content={resolution.text} />
        </div>
      )}
      {alerts.seen > 0 && (
        <p className={styles.line}>
          {t('incident.alerts.seen', { count: alerts.seen })} ·{' '}
          {alerts.firing > 0
            ? t('incident.alerts.firing', { count: alerts.firing })
            : t('incident.alerts.none')}
        </p>
      )}
      {shown.length > 0 && (
        <dl className={styles.rows}>
          {shown.map(({ key, numbers }) => (
            <div key={key}>
              <dt>{t(`incident.about.${key}`)}</dt>
              <dd className={styles.numbers}>
                {numbers.map(number => (
                  <RecordNumber key={number} number={number} hideCopy />
                ))}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {links.length > 0 && (
        <ul className={styles.links} aria-label={t('incident.section.links')}>
          {links.map(({ title, url }) => (
            <li key={url}>
              <Link href={url}>{title}</Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

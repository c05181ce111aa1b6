import {
  AsyncContent,
  AsyncData,
  Panel,
  RecordNumber,
  ShortTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RunningMaintenanceAnswer } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import rowStyles from '../AlertTriage/rows.module.css';
import styles from './SilencesPage.module.css';

/** Maintenance windows of the change calendar that are on, with the changes that are made in them. */
export function MaintenancePanel(props: {
  maintenance: AsyncData<RunningMaintenanceAnswer>;
}) {
  const { t } = useTexts(incidentManagementTranslationRef);
  return (
    <Panel title={t('silences.maintenance.title')}>
      <AsyncContent
        what={t('silences.maintenance.what')}
        rows={2}
        result={props.maintenance}
      >
        {answer => <Windows {...answer} />}
      </AsyncContent>
    </Panel>
  );
}

function Windows({ items, isOn, isKnown }: RunningMaintenanceAnswer) {
  const { t } = useTexts(incidentManagementTranslationRef);
  if (!isKnown) {
    return <p className={styles.quiet}>{t('silences.maintenance.unknown')}</p>;
  }
  return (
    <>
      {!isOn && <p className={styles.quiet}>{t('silences.maintenance.off')}</p>}
      {items.length === 0 && (
        <p className={styles.quiet}>{t('silences.maintenance.none')}</p>
      )}
      {items.length > 0 && (
        <ul
          className={rowStyles.rows}
          aria-label={t('silences.maintenance.title')}
        >
          {items.map(({ id, title, until, changes, quiet }) => (
            <li key={id}>
              <div className={rowStyles.words}>
                <strong>{title}</strong>{' '}
                <span className={styles.quiet}>
                  {t('silences.until')} <ShortTime instant={until} />
                  {' · '}
                  {t('silences.quiet', { count: quiet })}
                </span>
                {changes.map(change => (
                  <div key={change.number}>
                    <RecordNumber number={change.number} hideCopy />{' '}
                    {change.title}
                  </div>
                ))}
                {changes.length === 0 && (
                  <div className={styles.quiet}>
                    {t('silences.maintenance.noChange')}
                  </div>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

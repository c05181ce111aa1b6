import { ActorLink, useTexts } from '@countersign/plugin-governance-react';
import {
  isOpen,
  ListedIncident,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './IncidentRows.module.css';

/** Who leads it, or took care of it; said aloud where nobody does yet. */
export function Leader({ incident }: { incident: ListedIncident }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const who = incident.roles.commander ?? incident.acknowledged?.by;
  if (who) return <ActorLink actor={who} />;
  return isOpen(incident.state) ? (
    <span className={styles.nobody}>{t('list.nobody')}</span>
  ) : (
    <>—</>
  );
}

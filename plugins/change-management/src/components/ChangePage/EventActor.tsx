import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { isActOfSystem } from '@countersign/plugin-change-management-common';
import { ActorLink } from '@countersign/plugin-governance-react';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { changeManagementTranslationRef } from '../../translation';
import styles from './Stream.module.css';

/** Who did it: Countersign, where it only followed from what somebody did; else whoever did, and through what. */
export function EventActor({ event }: { event: TimelineEvent }) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { via } = event.data;
  if (isActOfSystem(event)) {
    return <ActorLink actor="plugin:change-management" />;
  }
  return (
    <>
      <ActorLink actor={event.actor} />
      {typeof via === 'string' && (
        <span className={styles.quiet}>
          {t('change.stream.via', { plugin: via.replace(/^plugin:/, '') })}
        </span>
      )}
    </>
  );
}

import { useApi } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  ActorLink,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { Fragment } from 'react';
import { alertsApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './AlertTriage.module.css';

/** Who is told of alerts that lead to no entity; that nobody is, is said aloud. */
export function WhoIsToldNote() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(alertsApiRef);
  const { data } = useAsyncData('tells-unmapped', signal =>
    api.listIntegrations({ signal }),
  );
  if (!data) return null;
  const { tellsUnmapped } = data;
  return tellsUnmapped.length === 0 ? (
    <Alert
      status="warning"
      icon
      title={t('alerts.unmapped.nobody')}
      description={t('alerts.unmapped.nobodyRemedy')}
    />
  ) : (
    <p className={styles.quiet}>
      {t('alerts.unmapped.tells')}{' '}
      {tellsUnmapped.map((told, i) => (
        <Fragment key={told}>
          {i > 0 && ', '}
          {told.startsWith('rotation:') ? (
            t('alerts.unmapped.rotation', {
              name: told.slice('rotation:'.length),
            })
          ) : (
            <ActorLink actor={told} hideIcon />
          )}
        </Fragment>
      ))}
    </p>
  );
}

import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  useAsyncData,
  useRefetchOnSignal,
} from '@countersign/plugin-governance-react';
import {
  alertReadPermission,
  alertTriagePermission,
  INCIDENTS_SIGNAL_CHANNEL,
} from '@countersign/plugin-incident-management-common';
import { useCallback } from 'react';
import { alertsApiRef } from '../../api';
import styles from './AlertTriage.module.css';
import { DeadLettersPanel } from './DeadLettersPanel';
import { MappingPanel } from './MappingPanel';
import { OffersPanel } from './OffersPanel';
import { QuietPanel } from './QuietPanel';
import { SilencesLink } from './SilencesLink';
import { UnmappedPanel } from './UnmappedPanel';

/** So many groups are looked at. */
const MOST = 200;

/** What needs somebody before it can become an incident, and what is quiet and why. */
export function AlertTriage() {
  const { allowed } = usePermission({ permission: alertReadPermission });
  return allowed ? <Sections /> : null;
}

function Sections() {
  const api = useApi(alertsApiRef);
  const { allowed: mayTriage } = usePermission({
    permission: alertTriagePermission,
  });
  const groups = useAsyncData(
    'firing',
    signal => api.listGroups({ firing: true, limit: MOST }, { signal }),
    { refetchOnFocus: true },
  );
  const unmapped = useAsyncData(
    'unmapped',
    signal => api.listGroups({ triage: true, limit: MOST }, { signal }),
    { refetchOnFocus: true },
  );
  const { refetch: refetchGroups } = groups;
  const { refetch: refetchUnmapped } = unmapped;
  const refetch = useCallback(() => {
    refetchGroups();
    refetchUnmapped();
  }, [refetchGroups, refetchUnmapped]);
  useRefetchOnSignal(INCIDENTS_SIGNAL_CHANNEL, refetch);
  return (
    <div className={styles.sections}>
      <UnmappedPanel groups={unmapped} onChanged={refetch} />
      <OffersPanel groups={groups} onChanged={refetch} />
      <QuietPanel groups={groups} onChanged={refetch} />
      <SilencesLink />
      <DeadLettersPanel onChanged={refetch} />
      {mayTriage && <MappingPanel />}
    </div>
  );
}

import { useApi } from '@backstage/frontend-plugin-api';
import { Followers, useTexts } from '@countersign/plugin-governance-react';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from './IncidentContext';

/** Whether the reader is told what happens to the incident, and who else is. */
export function Following() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { detail, update } = useIncidentPage();
  return (
    <Followers
      following={detail.following}
      roleText={role => t(`incident.followRole.${role}`)}
      follow={async follows => {
        const { number } = detail.incident;
        update({ ...detail, following: await api.follow(number, follows) });
      }}
    />
  );
}

import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  RecordPage,
  useRecord,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  IncidentDetail,
  incidentSignalChannel,
} from '@countersign/plugin-incident-management-common';
import { ReactNode } from 'react';
import { useParams } from 'react-router-dom';
import { incidentManagementApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import { IncidentContext, IncidentPageState } from './IncidentContext';

const channelOf = ({ incident }: IncidentDetail) =>
  incidentSignalChannel(incident);

/** A page about the incident that the address names: it is fetched again when it changes, and known to whatever is within. */
export function IncidentFrame(props: {
  /** What the page shows of it, where it is said that it cannot be read. */
  what: string;
  children(state: IncidentPageState): ReactNode;
}) {
  const { what, children } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { number = '' } = useParams();
  return (
    <RecordPage
      number={number}
      what={what}
      notFound={t('incident.notFound')}
      list={{ href: useRouteRef(rootRouteRef)?.(), text: t('incident.all') }}
      record={useRecord(
        number,
        (shown, options) => api.getIncident(shown, options),
        channelOf,
      )}
    >
      {state => (
        <IncidentContext.Provider key={number} value={state}>
          {children(state)}
        </IncidentContext.Provider>
      )}
    </RecordPage>
  );
}

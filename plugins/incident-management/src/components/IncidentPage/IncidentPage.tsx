import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  ProofPanel,
  RecordColumns,
  RecordPage,
  useRecord,
} from '@countersign/plugin-governance-react';
import {
  IncidentDetail,
  incidentSignalChannel,
  incidentStories,
} from '@countersign/plugin-incident-management-common';
import { useParams } from 'react-router-dom';
import { incidentManagementApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import {
  AlertsPanel,
  KnownErrorsPanel,
  RunbooksPanel,
  ToldPanel,
} from '../IncidentBeside';
import { ActionItemsPanel } from '../ActionItems';
import { AboutPanel } from './AboutPanel';
import { IncidentContext, IncidentPageState } from './IncidentContext';
import { IncidentHeader } from './IncidentHeader';
import { IncidentNext } from './IncidentNext';
import { ReviewPanel } from './ReviewPanel';
import { RolesPanel } from './RolesPanel';
import { SuspectsPanel } from './SuspectsPanel';
import { TasksPanel } from './TasksPanel';
import { TimelineSection } from './TimelineSection';
import { TimesPanel } from './TimesPanel';
import { UpdatePanel } from './UpdatePanel';

const channelOf = ({ incident }: IncidentDetail) =>
  incidentSignalChannel(incident);

/** One incident: what is wrong, what is needed next, who does it, what happened, and the proof. */
export function IncidentPage() {
  const { t } = useTranslationRef(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { number = '' } = useParams();
  return (
    <RecordPage
      number={number}
      what={t('incident.what')}
      notFound={t('incident.notFound')}
      list={{ href: useRouteRef(rootRouteRef)?.(), text: t('incident.all') }}
      record={useRecord(
        number,
        (shown, options) => api.getIncident(shown, options),
        channelOf,
      )}
    >
      {state => <IncidentContent key={number} state={state} />}
    </RecordPage>
  );
}

function IncidentContent({ state }: { state: IncidentPageState }) {
  const api = useApi(incidentManagementApiRef);
  const { incident } = state.detail;
  return (
    <IncidentContext.Provider value={state}>
      <IncidentHeader incident={incident} />
      <RecordColumns
        main={
          <>
            <UpdatePanel />
            <AboutPanel />
            <ReviewPanel />
            <ActionItemsPanel />
            <AlertsPanel />
            <SuspectsPanel />
            <KnownErrorsPanel />
            <TimelineSection />
          </>
        }
        rail={
          <>
            <IncidentNext />
            <RunbooksPanel />
            <ToldPanel />
            <RolesPanel />
            <TimesPanel />
            <TasksPanel />
            <ProofPanel
              number={incident.number}
              source={api}
              generation={state.generation}
              judge={incidentStories.judge}
            />
          </>
        }
      />
    </IncidentContext.Provider>
  );
}

import { useApi } from '@backstage/frontend-plugin-api';
import {
  BesideLinks,
  ProofPanel,
  RecordColumns,
  RelatedPanel,
  useTexts,
} from '@countersign/plugin-governance-react';
import { incidentStories } from '@countersign/plugin-incident-management-common';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import {
  AlertsPanel,
  KnownErrorsPanel,
  RunbooksPanel,
  ToldPanel,
  useIncidentAlerts,
} from '../IncidentBeside';
import { ActionItemsPanel } from '../ActionItems';
import { AboutPanel } from './AboutPanel';
import { IncidentPageState } from './IncidentContext';
import { IncidentFrame } from './IncidentFrame';
import { IncidentHeader } from './IncidentHeader';
import { IncidentNext } from './IncidentNext';
import { ReviewPanel } from './ReviewPanel';
import { RolesPanel } from './RolesPanel';
import { SuspectsPanel } from './SuspectsPanel';
import { TasksPanel } from './TasksPanel';
import { TimelineSection } from './TimelineSection';
import { TimesPanel } from './TimesPanel';
import { UpdatePanel } from './UpdatePanel';

/** One incident: what is wrong, what is needed next, who does it, what happened, and the proof. */
export function IncidentPage() {
  const { t } = useTexts(incidentManagementTranslationRef);
  return (
    <IncidentFrame what={t('incident.what')}>
      {state => <IncidentContent state={state} />}
    </IncidentFrame>
  );
}

function IncidentContent({ state }: { state: IncidentPageState }) {
  const api = useApi(incidentManagementApiRef);
  const { incident } = state.detail;
  const alerts = useIncidentAlerts(state);
  return (
    <>
      <IncidentHeader incident={incident} />
      <RecordColumns
        main={
          <>
            <UpdatePanel />
            <AboutPanel />
            <ReviewPanel />
            <ActionItemsPanel />
            <AlertsPanel alerts={alerts} />
            <SuspectsPanel />
            <KnownErrorsPanel />
            <TimelineSection />
          </>
        }
        rail={
          <>
            <IncidentNext />
            <BesideLinks
              entityRefs={incident.entities}
              at={incident.times.started}
            />
            <RunbooksPanel alerts={alerts} />
            <ToldPanel />
            <RolesPanel />
            <TimesPanel />
            <TasksPanel />
            <RelatedPanel number={incident.number} version={state.generation} />
            <ProofPanel
              number={incident.number}
              source={api}
              generation={state.generation}
              judge={incidentStories.judge}
              references={incidentStories.references}
            />
          </>
        }
      />
    </>
  );
}

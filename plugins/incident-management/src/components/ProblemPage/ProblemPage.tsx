import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  RecordBody,
  RecordPage,
  useRecord,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  ProblemDetail,
  problemSignalChannel,
  problemStories,
} from '@countersign/plugin-incident-management-common';
import { useParams } from 'react-router-dom';
import { incidentManagementApiRef, problemProof } from '../../api';
import { problemsRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import { KnownErrorPanel } from './KnownErrorPanel';
import { LinkedIncidents } from './LinkedIncidents';
import { ProblemAbout } from './ProblemAbout';
import { ProblemContext, ProblemPageState } from './ProblemContext';
import { ProblemHeader } from './ProblemHeader';
import { ProblemNext } from './ProblemNext';
import { ProblemTimeline } from './ProblemTimeline';

const channelOf = ({ problem }: ProblemDetail) => problemSignalChannel(problem);

/** One problem: what incidents have in common, what helps meanwhile, what fixes it, and the proof. */
export function ProblemPage() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { number = '' } = useParams();
  return (
    <RecordPage
      number={number}
      what={t('problem.what')}
      notFound={t('problem.notFound')}
      list={{ href: useRouteRef(problemsRouteRef)?.(), text: t('problem.all') }}
      record={useRecord(
        number,
        (shown, options) => api.getProblem(shown, options),
        channelOf,
      )}
    >
      {state => <ProblemContent key={number} state={state} />}
    </RecordPage>
  );
}

function ProblemContent({ state }: { state: ProblemPageState }) {
  const api = useApi(incidentManagementApiRef);
  const { problem } = state.detail;
  return (
    <ProblemContext.Provider value={state}>
      <RecordBody
        number={problem.number}
        state={state}
        header={<ProblemHeader problem={problem} />}
        main={
          <>
            <KnownErrorPanel problem={problem} />
            <ProblemAbout problem={problem} />
            <LinkedIncidents problem={problem} />
            <ProblemTimeline />
          </>
        }
        rail={<ProblemNext />}
        proof={{
          source: problemProof(api),
          judge: problemStories.judge,
          references: problemStories.references,
        }}
      />
    </ProblemContext.Provider>
  );
}

import { Progress, useRouteRef } from '@backstage/frontend-plugin-api';
import { AreaPage, useTexts } from '@countersign/plugin-governance-react';
import { RiAlarmWarningLine } from '@remixicon/react';
import { lazy, Suspense } from 'react';
import { Outlet, Route, Routes } from 'react-router-dom';
import {
  metricsRouteRef,
  onCallRouteRef,
  problemsRouteRef,
  rootRouteRef,
  triageRouteRef,
} from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import { DeclareButton } from '../DeclareButton';

const ListPage = lazy(() =>
  import('../ListPage').then(m => ({ default: m.ListPage })),
);
const TriagePage = lazy(() =>
  import('../TriagePage').then(m => ({ default: m.TriagePage })),
);
const BoardPage = lazy(() =>
  import('../BoardPage').then(m => ({ default: m.BoardPage })),
);
const StatusPage = lazy(() =>
  import('../StatusPage').then(m => ({ default: m.StatusPage })),
);
const SilencesPage = lazy(() =>
  import('../SilencesPage').then(m => ({ default: m.SilencesPage })),
);
const ProblemsPage = lazy(() =>
  import('../ProblemsPage').then(m => ({ default: m.ProblemsPage })),
);
const ProblemPage = lazy(() =>
  import('../ProblemPage').then(m => ({ default: m.ProblemPage })),
);
const OnCallPage = lazy(() =>
  import('../OnCallPage').then(m => ({ default: m.OnCallPage })),
);
const MetricsPage = lazy(() =>
  import('../MetricsPage').then(m => ({ default: m.MetricsPage })),
);
const DeclarePage = lazy(() =>
  import('../DeclarePage').then(m => ({ default: m.DeclarePage })),
);
const ActionsPage = lazy(() =>
  import('../ActionsPage').then(m => ({ default: m.ActionsPage })),
);
const RunbooksPage = lazy(() =>
  import('../RunbooksPage').then(m => ({ default: m.RunbooksPage })),
);
const ReviewPage = lazy(() =>
  import('../ReviewPage').then(m => ({ default: m.ReviewPage })),
);
const IncidentPage = lazy(() =>
  import('../IncidentPage').then(m => ({ default: m.IncidentPage })),
);
const ImportedRecordsPage = lazy(() =>
  import('../Imported').then(m => ({ default: m.ImportedRecordsPage })),
);
const ImportedRecordPage = lazy(() =>
  import('../Imported').then(m => ({ default: m.ImportedRecordPage })),
);

/** The pages under `/incidents`, each loaded when it is first opened. */
export function IncidentsRouter() {
  return (
    <Routes>
      <Route element={<IncidentsArea action={<DeclareButton />} />}>
        <Route path="/" element={<ListPage />} />
        <Route path="/triage" element={<TriagePage />} />
        <Route path="/board" element={<BoardPage />} />
        <Route path="/status" element={<StatusPage />} />
        <Route path="/silences" element={<SilencesPage />} />
        <Route path="/problems" element={<ProblemsPage />} />
        <Route path="/problems/:number" element={<ProblemPage />} />
        <Route path="/on-call" element={<OnCallPage />} />
        <Route path="/metrics" element={<MetricsPage />} />
        <Route path="/actions" element={<ActionsPage />} />
        <Route path="/runbooks" element={<RunbooksPage />} />
        <Route
          path="/imported"
          element={<ImportedRecordsPage kind="incident" />}
        />
        <Route
          path="/imported/:number"
          element={<ImportedRecordPage kind="incident" />}
        />
        <Route
          path="/problems/imported"
          element={<ImportedRecordsPage kind="problem" />}
        />
        <Route
          path="/problems/imported/:number"
          element={<ImportedRecordPage kind="problem" />}
        />
        <Route path="/:number/review" element={<ReviewPage />} />
        <Route path="/:number" element={<IncidentPage />} />
      </Route>
      {/* The form has the button itself. */}
      <Route element={<IncidentsArea />}>
        <Route path="/declare" element={<DeclarePage />} />
      </Route>
    </Routes>
  );
}

function IncidentsArea({ action }: { action?: JSX.Element }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const pages = {
    triage: useRouteRef(triageRouteRef)?.(),
    incidents: useRouteRef(rootRouteRef)?.(),
    problems: useRouteRef(problemsRouteRef)?.(),
    onCall: useRouteRef(onCallRouteRef)?.(),
    metrics: useRouteRef(metricsRouteRef)?.(),
  };
  return (
    <AreaPage
      title={t('area.title')}
      icon={<RiAlarmWarningLine />}
      href={pages.incidents}
      tabs={(
        ['triage', 'incidents', 'problems', 'onCall', 'metrics'] as const
      ).flatMap(id => {
        const href = pages[id];
        return href ? [{ id, label: t(`area.${id}`), href }] : [];
      })}
      action={action}
    >
      <Suspense fallback={<Progress />}>
        <Outlet />
      </Suspense>
    </AreaPage>
  );
}

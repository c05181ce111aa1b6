import { Progress, useRouteRef } from '@backstage/frontend-plugin-api';
import { AreaPage, useTexts } from '@countersign/plugin-governance-react';
import { RiShieldCheckLine } from '@remixicon/react';
import { lazy, Suspense } from 'react';
import { Outlet, Route, Routes } from 'react-router-dom';
import {
  consoleRouteRef,
  controlsRouteRef,
  findingsRouteRef,
  questionsRouteRef,
  requestsRouteRef,
  rootRouteRef,
  runsRouteRef,
} from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';

const ReportsPage = lazy(() =>
  import('./ReportsPage').then(m => ({ default: m.ReportsPage })),
);
const ReportPage = lazy(() =>
  import('./ReportPage').then(m => ({ default: m.ReportPage })),
);
const RunsPage = lazy(() =>
  import('./RunsPage').then(m => ({ default: m.RunsPage })),
);
const RunPage = lazy(() =>
  import('./RunPage').then(m => ({ default: m.RunPage })),
);
const AnswerPage = lazy(() =>
  import('./AnswerPage').then(m => ({ default: m.AnswerPage })),
);
const EvidencePage = lazy(() =>
  import('./EvidencePage').then(m => ({ default: m.EvidencePage })),
);
const ComparePage = lazy(() =>
  import('./ComparePage').then(m => ({ default: m.ComparePage })),
);
const FindingsPage = lazy(() =>
  import('./FindingsPage').then(m => ({ default: m.FindingsPage })),
);
const FindingPage = lazy(() =>
  import('./FindingPage').then(m => ({ default: m.FindingPage })),
);
const ControlsPage = lazy(() =>
  import('./ControlsPage').then(m => ({ default: m.ControlsPage })),
);
const AttestationPage = lazy(() =>
  import('./AttestationPage').then(m => ({ default: m.AttestationPage })),
);
const QuestionsPage = lazy(() =>
  import('./QuestionsPage').then(m => ({ default: m.QuestionsPage })),
);
const RequestsPage = lazy(() =>
  import('./RequestsPage').then(m => ({ default: m.RequestsPage })),
);
const ConsolePage = lazy(() =>
  import('./ConsolePage').then(m => ({ default: m.ConsolePage })),
);
const InquiryPage = lazy(() =>
  import('./InquiryPage').then(m => ({ default: m.InquiryPage })),
);
const RequestPage = lazy(() =>
  import('./RequestPage').then(m => ({ default: m.RequestPage })),
);

/** The pages under `/evidence`, each loaded when it is first opened. */
export function EvidenceRouter() {
  return (
    <Routes>
      <Route element={<EvidenceArea />}>
        <Route path="/" element={<ReportsPage />} />
        <Route path="/reports/:name" element={<ReportPage />} />
        <Route path="/runs" element={<RunsPage />} />
        <Route path="/runs/:number" element={<RunPage />} />
        <Route
          path="/runs/:number/questions/:question"
          element={<AnswerPage />}
        />
        <Route path="/runs/:number/evidence/:id" element={<EvidencePage />} />
        <Route path="/runs/:number/compare/:older" element={<ComparePage />} />
        <Route path="/findings" element={<FindingsPage />} />
        <Route path="/findings/:number" element={<FindingPage />} />
        <Route path="/controls" element={<ControlsPage />} />
        <Route path="/controls/:number" element={<AttestationPage />} />
        <Route path="/questions" element={<QuestionsPage />} />
        <Route path="/requests" element={<RequestsPage />} />
        <Route path="/requests/:number" element={<RequestPage />} />
        <Route path="/console" element={<ConsolePage />} />
        <Route path="/console/:number" element={<InquiryPage />} />
      </Route>
    </Routes>
  );
}

function EvidenceArea() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const pages = {
    reports: useRouteRef(rootRouteRef)?.(),
    runs: useRouteRef(runsRouteRef)?.(),
    findings: useRouteRef(findingsRouteRef)?.(),
    controls: useRouteRef(controlsRouteRef)?.(),
    questions: useRouteRef(questionsRouteRef)?.(),
    requests: useRouteRef(requestsRouteRef)?.(),
    console: useRouteRef(consoleRouteRef)?.(),
  };
  const ids = Object.keys(pages) as (keyof typeof pages)[];
  return (
    <AreaPage
      title={t('area.title')}
      icon={<RiShieldCheckLine />}
      href={pages.reports}
      tabs={ids.flatMap(id => {
        const href = pages[id];
        return href ? [{ id, label: t(`area.${id}`), href }] : [];
      })}
    >
      <Suspense fallback={<Progress />}>
        <Outlet />
      </Suspense>
    </AreaPage>
  );
}

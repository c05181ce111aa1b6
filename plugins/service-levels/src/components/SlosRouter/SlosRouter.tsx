import { Progress, useRouteRef } from '@backstage/frontend-plugin-api';
import { AreaPage, useTexts } from '@countersign/plugin-governance-react';
import { RiSpeedUpLine } from '@remixicon/react';
import { lazy, Suspense } from 'react';
import { Outlet, Route, Routes } from 'react-router-dom';
import {
  alertsRouteRef,
  policiesRouteRef,
  rootRouteRef,
  sourcesRouteRef,
} from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { FormerObjectivePath } from './FormerObjectivePath';

const Overview = lazy(() =>
  import('../Overview').then(m => ({ default: m.Overview })),
);
const ExplanationPage = lazy(() =>
  import('../Explanation').then(m => ({ default: m.ExplanationPage })),
);
const ObjectivePage = lazy(() =>
  import('../ObjectivePage').then(m => ({ default: m.ObjectivePage })),
);

const AlertsPage = lazy(() =>
  import('../AlertsPage').then(m => ({ default: m.AlertsPage })),
);
const AlertPage = lazy(() =>
  import('../AlertPage').then(m => ({ default: m.AlertPage })),
);
const SourcesPage = lazy(() =>
  import('../SourcesPage').then(m => ({ default: m.SourcesPage })),
);
const CorrectionPage = lazy(() =>
  import('../Corrections').then(m => ({ default: m.CorrectionPage })),
);
const PoliciesPage = lazy(() =>
  import('../PoliciesPage').then(m => ({ default: m.PoliciesPage })),
);
const CheckPage = lazy(() =>
  import('../CheckPage').then(m => ({ default: m.CheckPage })),
);

/** The pages under `/slos`, each loaded when it is first opened. */
export function SlosRouter() {
  return (
    <Routes>
      <Route element={<SlosArea />}>
        <Route path="/" element={<Overview />} />
        <Route path="/alerts" element={<AlertsPage />} />
        <Route path="/alerts/:number" element={<AlertPage />} />
        <Route path="/sources" element={<SourcesPage />} />
        <Route path="/corrections/:number" element={<CorrectionPage />} />
        <Route path="/check" element={<CheckPage />} />
        <Route path="/policies" element={<PoliciesPage />} />
        <Route path="/objectives/:id" element={<ObjectivePage />} />
        <Route
          path="/objectives/:id/explanation"
          element={<ExplanationPage />}
        />
        <Route path="/:id" element={<FormerObjectivePath />} />
        <Route path="/:id/explanation" element={<FormerObjectivePath />} />
      </Route>
    </Routes>
  );
}

function SlosArea() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const pages = {
    overview: useRouteRef(rootRouteRef)?.(),
    alerts: useRouteRef(alertsRouteRef)?.(),
    policies: useRouteRef(policiesRouteRef)?.(),
    sources: useRouteRef(sourcesRouteRef)?.(),
  };
  return (
    <AreaPage
      title={t('area.title')}
      icon={<RiSpeedUpLine />}
      href={pages.overview}
      tabs={(['overview', 'alerts', 'policies', 'sources'] as const).flatMap(
        id => {
          const href = pages[id];
          return href ? [{ id, label: t(`area.${id}`), href }] : [];
        },
      )}
    >
      <Suspense fallback={<Progress />}>
        <Outlet />
      </Suspense>
    </AreaPage>
  );
}

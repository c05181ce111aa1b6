import { Progress, useRouteRef } from '@backstage/frontend-plugin-api';
import { RiGitPullRequestLine } from '@remixicon/react';
import { AreaPage, useTexts } from '@countersign/plugin-governance-react';
import { lazy, ReactNode, Suspense } from 'react';
import { Outlet, Route, Routes } from 'react-router-dom';
import {
  calendarRouteRef,
  metricsRouteRef,
  policiesRouteRef,
  rootRouteRef,
} from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { NewChangeButton } from '../NewChangeButton';

const ListPage = lazy(() =>
  import('../ListPage').then(m => ({ default: m.ListPage })),
);
const CalendarPage = lazy(() =>
  import('../Calendar').then(m => ({ default: m.CalendarPage })),
);
const MetricsPage = lazy(() =>
  import('../Metrics').then(m => ({ default: m.MetricsPage })),
);
const PoliciesPage = lazy(() =>
  import('../PoliciesPage').then(m => ({ default: m.PoliciesPage })),
);
const ChangePage = lazy(() =>
  import('../ChangePage').then(m => ({ default: m.ChangePage })),
);
const NewChangePage = lazy(() =>
  import('../ChangeForm').then(m => ({ default: m.NewChangePage })),
);
const EditChangePage = lazy(() =>
  import('../ChangeForm').then(m => ({ default: m.EditChangePage })),
);
const ImportedChangesPage = lazy(() =>
  import('../Imported').then(m => ({ default: m.ImportedChangesPage })),
);
const ImportedChangePage = lazy(() =>
  import('../Imported').then(m => ({ default: m.ImportedChangePage })),
);

/** The pages under `/changes`, each loaded when it is first opened. */
export function ChangesRouter() {
  return (
    <Routes>
      <Route element={<ChangesArea action={<NewChangeButton />} />}>
        <Route path="/" element={<ListPage />} />
        <Route path="/calendar" element={<CalendarPage />} />
        <Route path="/metrics" element={<MetricsPage />} />
        <Route path="/policies" element={<PoliciesPage />} />
        <Route path="/imported" element={<ImportedChangesPage />} />
        <Route path="/imported/:number" element={<ImportedChangePage />} />
      </Route>
      <Route element={<ChangesArea />}>
        <Route path="/new" element={<NewChangePage />} />
        <Route path="/:number" element={<ChangePage />} />
        <Route path="/:number/edit" element={<EditChangePage />} />
      </Route>
    </Routes>
  );
}

function ChangesArea(props: { action?: JSX.Element; children?: ReactNode }) {
  const { t } = useTexts(changeManagementTranslationRef);
  const pages = {
    list: useRouteRef(rootRouteRef)?.(),
    calendar: useRouteRef(calendarRouteRef)?.(),
    metrics: useRouteRef(metricsRouteRef)?.(),
    policies: useRouteRef(policiesRouteRef)?.(),
  };
  return (
    <AreaPage
      title={t('area.title')}
      icon={<RiGitPullRequestLine />}
      href={pages.list}
      tabs={(['list', 'calendar', 'metrics', 'policies'] as const).flatMap(
        id => {
          const href = pages[id];
          return href ? [{ id, label: t(`area.${id}`), href }] : [];
        },
      )}
      action={props.action}
    >
      <Suspense fallback={<Progress />}>
        <Outlet />
      </Suspense>
    </AreaPage>
  );
}

import { Progress } from '@backstage/frontend-plugin-api';
import { DashboardSubPage } from '@countersign/plugin-governance-react';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { DashboardFrame } from './DashboardFrame';
import { DashboardPage } from './DashboardPage';

const ScorecardsPage = lazy(() =>
  import('./Scorecards').then(m => ({ default: m.ScorecardsPage })),
);

/** The pages under `/governance`: the figures, the scorecards, and those that areas bring. */
export function DashboardRouter(props: { pages: readonly DashboardSubPage[] }) {
  const { pages } = props;
  return (
    <Routes>
      <Route path="/" element={<DashboardPage pages={pages} />} />
      <Route
        path="/scorecards"
        element={
          <DashboardFrame pages={pages}>
            <Suspense fallback={<Progress />}>
              <ScorecardsPage />
            </Suspense>
          </DashboardFrame>
        }
      />
      {pages.map(({ path, Page }) => (
        <Route
          key={path}
          path={`/${path}`}
          element={
            <DashboardFrame pages={pages}>
              <Suspense fallback={<Progress />}>
                <Page />
              </Suspense>
            </DashboardFrame>
          }
        />
      ))}
    </Routes>
  );
}

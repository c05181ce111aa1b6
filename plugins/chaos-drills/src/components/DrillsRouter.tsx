import { Progress, useRouteRef } from '@backstage/frontend-plugin-api';
import { AreaPage, useTexts } from '@countersign/plugin-governance-react';
import { RiFlashlightLine } from '@remixicon/react';
import { lazy, Suspense } from 'react';
import { Outlet, Route, Routes } from 'react-router-dom';
import {
  detectionRouteRef,
  experimentsRouteRef,
  gameDaysRouteRef,
  leverRouteRef,
  rootRouteRef,
  runsRouteRef,
} from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import { LeverBanner } from './LeverBanner';
import { PullButton } from './PullButton';

const PlanPage = lazy(() =>
  import('./PlanPage').then(m => ({ default: m.PlanPage })),
);
const RunsPage = lazy(() =>
  import('./RunsPage').then(m => ({ default: m.RunsPage })),
);
const ExperimentsPage = lazy(() =>
  import('./ExperimentsPage').then(m => ({ default: m.ExperimentsPage })),
);
const ExperimentPage = lazy(() =>
  import('./ExperimentPage').then(m => ({ default: m.ExperimentPage })),
);
const GameDaysPage = lazy(() =>
  import('./GameDaysPage').then(m => ({ default: m.GameDaysPage })),
);
const GameDayPage = lazy(() =>
  import('./GameDayPage').then(m => ({ default: m.GameDayPage })),
);
const DetectionPage = lazy(() =>
  import('./DetectionPage').then(m => ({ default: m.DetectionPage })),
);
const JournalsPage = lazy(() =>
  import('./JournalsPage').then(m => ({ default: m.JournalsPage })),
);
const LeverPage = lazy(() =>
  import('./LeverPage').then(m => ({ default: m.LeverPage })),
);
const DrillPage = lazy(() =>
  import('./DrillPage').then(m => ({ default: m.DrillPage })),
);

/** The pages under `/drills`, each loaded when it is first opened. */
export function DrillsRouter() {
  return (
    <Routes>
      <Route element={<DrillsArea />}>
        <Route path="/" element={<PlanPage />} />
        <Route path="/runs" element={<RunsPage />} />
        <Route path="/experiments" element={<ExperimentsPage />} />
        <Route path="/experiments/:name" element={<ExperimentPage />} />
        <Route path="/game-days" element={<GameDaysPage />} />
        <Route path="/game-days/:number" element={<GameDayPage />} />
        <Route path="/detection" element={<DetectionPage />} />
      </Route>
      <Route element={<DrillsArea saysLever />}>
        <Route path="/lever" element={<LeverPage />} />
      </Route>
      <Route element={<DrillsArea current="runs" />}>
        <Route path="/journals" element={<JournalsPage />} />
        <Route path="/:number" element={<DrillPage />} />
      </Route>
    </Routes>
  );
}

function DrillsArea(props: {
  /** The tab of a page whose address is not within that of the tab. */
  current?: 'runs';
  /** The page itself says who holds the lever. */
  saysLever?: boolean;
}) {
  const { current, saysLever } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  const pages = {
    plan: useRouteRef(rootRouteRef)?.(),
    runs: useRouteRef(runsRouteRef)?.(),
    experiments: useRouteRef(experimentsRouteRef)?.(),
    gameDays: useRouteRef(gameDaysRouteRef)?.(),
    detection: useRouteRef(detectionRouteRef)?.(),
    lever: useRouteRef(leverRouteRef)?.(),
  };
  const ids = Object.keys(pages) as (keyof typeof pages)[];
  return (
    <AreaPage
      title={t('area.title')}
      icon={<RiFlashlightLine />}
      href={pages.plan}
      tabs={ids.flatMap(id => {
        const href = pages[id];
        return href ? [{ id, label: t(`area.${id}`), href }] : [];
      })}
      current={current}
      action={<PullButton />}
    >
      {!saysLever && <LeverBanner />}
      <Suspense fallback={<Progress />}>
        <Outlet />
      </Suspense>
    </AreaPage>
  );
}

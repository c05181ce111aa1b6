import {
  Progress,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { AreaPage } from '@countersign/plugin-governance-react';
import { RiSpeedUpLine } from '@remixicon/react';
import { lazy, Suspense } from 'react';
import { Outlet, Route, Routes } from 'react-router-dom';
import { rootRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';

const Overview = lazy(() =>
  import('../Overview').then(m => ({ default: m.Overview })),
);
const ObjectivePage = lazy(() =>
  import('../ObjectivePage').then(m => ({ default: m.ObjectivePage })),
);

/** The pages under `/slos`, each loaded when it is first opened. */
export function SlosRouter() {
  return (
    <Routes>
      <Route element={<SlosArea />}>
        <Route path="/" element={<Overview />} />
        <Route path="/:id" element={<ObjectivePage />} />
      </Route>
    </Routes>
  );
}

function SlosArea() {
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const pages = {
    overview: useRouteRef(rootRouteRef)?.(),
  };
  return (
    <AreaPage
      title={t('area.title')}
      icon={<RiSpeedUpLine />}
      href={pages.overview}
      tabs={(['overview'] as const).flatMap(id => {
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

import { Progress } from '@backstage/frontend-plugin-api';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';

const ListPage = lazy(() =>
  import('../ListPage').then(m => ({ default: m.ListPage })),
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

/** The pages under `/changes`, each loaded when it is first opened. */
export function ChangesRouter() {
  return (
    <Suspense fallback={<Progress />}>
      <Routes>
        <Route path="/" element={<ListPage />} />
        <Route path="/new" element={<NewChangePage />} />
        <Route path="/:number" element={<ChangePage />} />
        <Route path="/:number/edit" element={<EditChangePage />} />
      </Routes>
    </Suspense>
  );
}

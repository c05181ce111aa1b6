import { useRouteRef } from '@backstage/frontend-plugin-api';
import { AreaPage, useTexts } from '@countersign/plugin-governance-react';
import { RiStickyNoteLine } from '@remixicon/react';
import { Route, Routes } from 'react-router-dom';
import { rootRouteRef } from '../routes';
import { notesTranslationRef } from '../translation';
import { ListPage } from './ListPage';
import { NotePage } from './NotePage';

/** The pages under `/notes`. */
export function NotesRouter() {
  const { t } = useTexts(notesTranslationRef);
  return (
    <AreaPage
      title={t('title')}
      icon={<RiStickyNoteLine />}
      href={useRouteRef(rootRouteRef)?.()}
      tabs={[]}
    >
      <Routes>
        <Route path="/" element={<ListPage />} />
        <Route path="/:number" element={<NotePage />} />
      </Routes>
    </AreaPage>
  );
}

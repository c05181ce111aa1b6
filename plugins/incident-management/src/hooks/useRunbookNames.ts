import { useApi } from '@backstage/frontend-plugin-api';
import { useAsyncData } from '@countersign/plugin-governance-react';
import {
  runbookHref,
  runbookName,
  RunbookPage,
} from '@countersign/plugin-incident-management-common';
import { useCallback } from 'react';
import { runbooksApiRef } from '../api';
import { docsPathOf } from '../runbooks';

type Page = Pick<RunbookPage, 'runbook' | 'page'>;

/** What runbooks are called: by the titles of their pages, and by where those are as long as nobody could read them. */
export function useRunbookNames(
  runbooks: readonly Page[],
): (runbook: Page) => string {
  const api = useApi(runbooksApiRef);
  const paths = runbooks.map(runbook => docsPathOf(runbookHref(runbook)));
  const titles = useAsyncData(
    paths.length > 0 ? JSON.stringify(paths) : undefined,
    signal => api.getTitles(paths, { signal }),
    { keepPrevious: true },
  );
  const known = titles.data;
  return useCallback(
    runbook => runbookName(runbook, known?.[docsPathOf(runbookHref(runbook))]),
    [known],
  );
}

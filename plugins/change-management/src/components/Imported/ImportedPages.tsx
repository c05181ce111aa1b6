import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  ImportedListPage,
  ImportedPage,
} from '@countersign/plugin-governance-react';
import { importedChangesApiRef } from '../../api';
import { importedChangeRouteRef, importedChangesRouteRef } from '../../routes';

/** Changes of other systems. */
export function ImportedChangesPage() {
  const api = useApi(importedChangesApiRef);
  const link = useRouteRef(importedChangeRouteRef);
  return (
    <ImportedListPage
      kind="change"
      api={api}
      hrefOf={number => link?.({ number })}
    />
  );
}

/** One of them. */
export function ImportedChangePage() {
  const api = useApi(importedChangesApiRef);
  const list = useRouteRef(importedChangesRouteRef)?.();
  return <ImportedPage kind="change" api={api} listHref={list} />;
}

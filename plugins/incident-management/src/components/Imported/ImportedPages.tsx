import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  ImportedListPage,
  ImportedPage,
} from '@countersign/plugin-governance-react';
import { ImportedKind, importedKinds } from './kinds';

/** Incidents or problems of other systems. */
export function ImportedRecordsPage({ kind }: { kind: ImportedKind }) {
  const refs = importedKinds[kind];
  const api = useApi(refs.api);
  const link = useRouteRef(refs.record);
  return (
    <ImportedListPage
      kind={kind}
      api={api}
      hrefOf={number => link?.({ number })}
    />
  );
}

/** One of them. */
export function ImportedRecordPage({ kind }: { kind: ImportedKind }) {
  const refs = importedKinds[kind];
  const api = useApi(refs.api);
  const list = useRouteRef(refs.list)?.();
  return <ImportedPage kind={kind} api={api} listHref={list} />;
}

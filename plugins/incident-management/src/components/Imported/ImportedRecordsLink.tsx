import { useApiHolder, useRouteRef } from '@backstage/frontend-plugin-api';
import { ImportedLink } from '@countersign/plugin-governance-react';
import { ImportedKind, importedKinds } from './kinds';

/** How many records of other systems there are, or match what is searched for. */
export function ImportedRecordsLink(props: { kind: ImportedKind; q?: string }) {
  const { kind, q } = props;
  const refs = importedKinds[kind];
  const api = useApiHolder().get(refs.api);
  const href = useRouteRef(refs.list)?.();
  return api ? <ImportedLink api={api} href={href} q={q} /> : null;
}

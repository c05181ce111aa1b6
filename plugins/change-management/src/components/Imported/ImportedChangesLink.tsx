import { useApiHolder, useRouteRef } from '@backstage/frontend-plugin-api';
import { ImportedLink } from '@countersign/plugin-governance-react';
import { importedChangesApiRef } from '../../api';
import { importedChangesRouteRef } from '../../routes';

/** How many changes of other systems there are, or match what is searched for. */
export function ImportedChangesLink({ q }: { q?: string }) {
  const api = useApiHolder().get(importedChangesApiRef);
  const href = useRouteRef(importedChangesRouteRef)?.();
  return api ? <ImportedLink api={api} href={href} q={q} /> : null;
}

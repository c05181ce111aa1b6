import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useTexts } from '@countersign/plugin-governance-react';
import { newChangeRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';

/**
 * The form of a change that permits a drill, filled in: its plan names the text of the experiment by its digest, since
 * approval of something else on the service permits no fault. Undefined in a portal without changes.
 */
export function useNewChangeLink(drill: {
  title: string;
  entity?: string;
  digest: string;
}): string | undefined {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const form = useRouteRef(newChangeRouteRef)?.();
  const { title, entity, digest } = drill;
  if (!form || entity === undefined) return undefined;
  const query = new URLSearchParams({
    item: entity,
    title: t('experiment.change.title', { title }),
    implementationPlan: t('experiment.change.plan', { title, digest }),
  });
  return `${form}?${query}`;
}

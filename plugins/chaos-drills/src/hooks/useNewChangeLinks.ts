import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useTexts } from '@countersign/plugin-governance-react';
import { newChangeRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';

/** The form of a new change, filled in. */
export interface NewChangeLink {
  /** The template of a standard change; absent for a change that is approved for itself. */
  template?: string;
  href: string;
}

/**
 * The forms of changes that permit a drill. That of a normal change names the text of the experiment by its digest in its
 * plan, since approval of something else on the service permits no fault; a standard change has its plan from its template.
 * None in a portal without changes.
 */
export function useNewChangeLinks(
  drill: { title: string; entity?: string; digest: string },
  standardChanges: readonly string[] = [],
): NewChangeLink[] {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const form = useRouteRef(newChangeRouteRef)?.();
  const { title, entity, digest } = drill;
  if (!form || entity === undefined) return [];
  const hrefWith = (fields: Record<string, string>) =>
    `${form}?${new URLSearchParams({
      item: entity,
      title: t('experiment.change.title', { title }),
      ...fields,
    })}`;
  return [
    {
      href: hrefWith({
        implementationPlan: t('experiment.change.plan', { title, digest }),
      }),
    },
    ...standardChanges.map(template => ({
      template,
      href: hrefWith({ type: 'standard', template }),
    })),
  ];
}

import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { useTexts } from '@countersign/plugin-governance-react';
import { silencesRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';

/** Leads to all that is silenced. */
export function SilencesLink() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const href = useRouteRef(silencesRouteRef)?.();
  return href ? (
    <p>
      <Link href={href}>{t('silences.link')}</Link>
    </p>
  ) : null;
}

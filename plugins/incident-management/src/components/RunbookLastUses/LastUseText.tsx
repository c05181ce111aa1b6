import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { RelativeTime, useTexts } from '@countersign/plugin-governance-react';
import { LastUse } from '@countersign/plugin-incident-management-common';
import { incidentRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';

/** When a runbook was last used, with a link to where; or that it never was. */
export function LastUseText({ use }: { use?: LastUse }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const link = useRouteRef(incidentRouteRef);
  if (!use) return <>{t('runbooks.never')}</>;
  const href = link?.({ number: use.incident });
  return (
    <>
      <RelativeTime instant={use.at} />{' '}
      {href ? <Link href={href}>{use.incident}</Link> : use.incident}
    </>
  );
}

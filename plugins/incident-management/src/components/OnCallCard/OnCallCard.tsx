import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { CardFrame, useTexts } from '@countersign/plugin-governance-react';
import { OnCallQuery } from '@countersign/plugin-incident-management-common';
import { onCallApiRef } from '../../api';
import { onCallRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import { NowAndNext } from '../OnCallPage/NowAndNext';
import { EscalationWords } from './EscalationWords';
import styles from './OnCallCard.module.css';

/** Who is on call for the entity or group of the page, and who is told of an incident on it. */
export function OnCallCard() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(onCallApiRef);
  const { entity } = useEntity();
  const ref = stringifyEntityRef(entity);
  const kind = entity.kind.toLocaleLowerCase('en-US');
  const href = useRouteRef(onCallRouteRef)?.();
  return (
    <CardFrame
      title={t('onCall.card.title')}
      what={t('onCall.what')}
      rows={3}
      name={ref}
      load={signal => api.getOnCall(askedOf(ref, kind), { signal })}
      refetchOnFocus
      aside={href && <Link href={href}>{t('onCall.card.all')}</Link>}
    >
      {found => (
        <>
          {found.rotations.length > 0 && (
            <ul className={styles.rotations}>
              {found.rotations.map(rotation => (
                <li key={rotation.name}>
                  {rotation.title}
                  <NowAndNext rotation={rotation} />
                </li>
              ))}
            </ul>
          )}
          {found.entity?.policy && <EscalationWords answer={found} />}
          {found.rotations.length === 0 && !found.entity?.policy && (
            <p className={styles.quiet}>{t('onCall.card.none')}</p>
          )}
        </>
      )}
    </CardFrame>
  );
}

/** An incident on an entity is escalated, a group has rotations, and a system may have both. */
function askedOf(ref: string, kind: string): OnCallQuery {
  return {
    ...(kind !== 'group' && { entity: ref }),
    ...(['group', 'system'].includes(kind) && { team: ref }),
  };
}

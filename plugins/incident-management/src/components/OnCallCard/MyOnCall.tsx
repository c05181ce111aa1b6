import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  ShortTime,
  useAsyncData,
  useMyTeams,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RotationView } from '@countersign/plugin-incident-management-common';
import { RiUserStarLine } from '@remixicon/react';
import { onCallApiRef } from '../../api';
import { onCallRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './OnCallCard.module.css';

/** That the reader is on call and until when, or is next; nothing for others, and where it cannot be known. */
export function MyOnCall() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(onCallApiRef);
  const { user } = useMyTeams();
  const href = useRouteRef(onCallRouteRef)?.();
  const { data } = useAsyncData(user, signal => api.getOnCall({}, { signal }), {
    refetchOnFocus: true,
  });
  const turns = user ? turnsOf(user, data?.rotations ?? []) : [];
  if (!turns.length) return null;
  return (
    <ul className={styles.mine}>
      {turns.map(({ name, title, is, at }) => {
        const rotation = t('onCall.home.for', { rotation: title });
        return (
          <li key={name}>
            <RiUserStarLine size={16} aria-hidden /> {t(`onCall.home.${is}`)}{' '}
            <ShortTime instant={at} />{' '}
            {href ? <Link href={href}>{rotation}</Link> : rotation}
          </li>
        );
      })}
    </ul>
  );
}

/** Where somebody is on call, and where they are next. */
function turnsOf(user: string, rotations: readonly RotationView[]) {
  return rotations.flatMap<{
    name: string;
    title: string;
    is: 'now' | 'next';
    at: string;
  }>(({ name, title, now, next }) => {
    if (now?.who === user) return [{ name, title, is: 'now', at: now.end }];
    return next?.who === user
      ? [{ name, title, is: 'next', at: next.start }]
      : [];
  });
}

import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, DialogTrigger, Popover } from '@backstage/ui';
import { FollowState } from '@countersign/plugin-change-management-common';
import {
  ActorLink,
  readRefusal,
  RefusalNotice,
  ServerRefusal,
} from '@countersign/plugin-governance-react';
import { RiNotification3Line, RiNotificationOffLine } from '@remixicon/react';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import { useChangePage } from './ChangeContext';
import styles from './Followers.module.css';

/** Whether the reader is told what happens to the change, and who else is. */
export function Followers() {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const { detail, update } = useChangePage();
  const { number } = detail.change;
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<ServerRefusal>();
  const { followers, follows } = detail.following;
  const toggle = async () => {
    setPending(true);
    setRefusal(undefined);
    try {
      const following = await api.followChange(number, { follows: !follows });
      update({ ...detail, following });
    } catch (error) {
      setRefusal(readRefusal(error));
    }
    setPending(false);
  };
  return (
    <div className={styles.root}>
      {refusal && <RefusalNotice refusal={refusal} />}
      {followers.length > 0 && (
        <DialogTrigger>
          <Button size="small" variant="tertiary">
            {t('change.follow.count', { count: followers.length })}
          </Button>
          <Popover>
            <FollowerList followers={followers} />
          </Popover>
        </DialogTrigger>
      )}
      <Button
        size="small"
        variant="secondary"
        isPending={isPending}
        iconStart={
          follows ? (
            <RiNotificationOffLine aria-hidden />
          ) : (
            <RiNotification3Line aria-hidden />
          )
        }
        onPress={toggle}
      >
        {follows ? t('change.follow.stop') : t('change.follow.start')}
      </Button>
    </div>
  );
}

function FollowerList({ followers }: Pick<FollowState, 'followers'>) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  return (
    <ul className={styles.list} aria-label={t('change.follow.title')}>
      {followers.map(({ entityRef, because }) => (
        <li key={entityRef}>
          <ActorLink actor={entityRef} />{' '}
          <span className={styles.because}>
            {t(`change.follow.because.${because}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}

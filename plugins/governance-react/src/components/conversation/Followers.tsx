import { Button, DialogTrigger, Popover } from '@backstage/ui';
import {
  choiceReasons,
  ChoiceReason,
  FollowState,
} from '@countersign/plugin-governance-common';
import { RiNotification3Line, RiNotificationOffLine } from '@remixicon/react';
import { useState } from 'react';
import { readRefusal, ServerRefusal } from '../../api';
import { governanceTranslationRef } from '../../translation';
import { RefusalNotice } from '../record/RefusalNotice';
import { ActorLink } from '../references';
import styles from './Followers.module.css';
import { useTexts } from '../../hooks/useTexts';

/** Whether the reader is told what happens to a record, and who else is. */
export function Followers<Role extends string>(props: {
  following: FollowState<Role>;
  /** What somebody is by whose role they follow: `requester`. */
  roleText(role: Role): string;
  /** Sends what the reader chose, and shows what the server answers. */
  follow(follows: boolean): Promise<void>;
}) {
  const { t } = useTexts(governanceTranslationRef);
  const { followers, follows } = props.following;
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<ServerRefusal>();
  const toggle = async () => {
    setPending(true);
    setRefusal(undefined);
    try {
      await props.follow(!follows);
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
            {t('comment.follow.count', { count: followers.length })}
          </Button>
          <Popover>
            <ul className={styles.list} aria-label={t('comment.follow.title')}>
              {followers.map(({ entityRef, because }) => (
                <li key={entityRef}>
                  <ActorLink actor={entityRef} />{' '}
                  <span className={styles.because}>
                    {isChoice(because)
                      ? t(`comment.follow.because.${because}`)
                      : props.roleText(because)}
                  </span>
                </li>
              ))}
            </ul>
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
        {follows ? t('comment.follow.stop') : t('comment.follow.start')}
      </Button>
    </div>
  );
}

function isChoice(because: string): because is ChoiceReason {
  return choiceReasons.some(reason => reason === because);
}

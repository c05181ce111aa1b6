import { SidebarItem } from '@backstage/core-components';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import { useSignal } from '@backstage/plugin-signals-react';
import { useAsyncData, useTexts } from '@countersign/plugin-governance-react';
import { useEffect, useRef } from 'react';
import { shellTranslationRef } from '../shell/translation';
import { Bell } from './Bell';
import classes from './nav.module.css';

/** How long a message that comes in is shown, in milliseconds. */
const SHOWN = 15_000;

/**
 * How many notifications are unread; one that comes in meanwhile is shown. Backstage's own entry also counts in the
 * title of the browser's tab, where it puts back titles of pages that were left.
 */
function useUnread(): number {
  const { t } = useTexts(shellTranslationRef);
  const notificationsApi = useApi(notificationsApiRef);
  const toastApi = useApi(toastApiRef);
  const { lastSignal } = useSignal<{
    action: string;
    notification_id?: string;
  }>('notifications');
  const { data, refetch } = useAsyncData('notifications', () =>
    notificationsApi.getStatus(),
  );
  const shown = useRef<string>();
  useEffect(() => {
    if (!lastSignal) return;
    refetch();
    const id = lastSignal.notification_id;
    if (lastSignal.action !== 'new_notification' || !id) return;
    if (shown.current === id) return;
    shown.current = id;
    notificationsApi.getNotification(id).then(
      ({ payload }) =>
        toastApi.post({
          title: payload.title,
          description: payload.description,
          status: 'info',
          links: payload.link
            ? [{ label: t('notificationOpen'), href: payload.link }]
            : [],
          timeout: SHOWN,
        }),
      // It stands in the list of notifications all the same.
      () => undefined,
    );
  }, [lastSignal, refetch, notificationsApi, toastApi, t]);
  return data?.unread ?? 0;
}

/** More are told by this and a plus. */
const MOST_TOLD = 99;

/** The entry of the sidebar, and how many are unread: a number beside it, which its name holds too (WCAG 2.5.3). */
export const SidebarBell = () => {
  const { t } = useTexts(shellTranslationRef);
  const unread = useUnread();
  const isNew = unread > 0;
  const told = unread > MOST_TOLD ? `${MOST_TOLD}+` : String(unread);
  return (
    <SidebarItem
      to="/notifications"
      icon={() => <Bell unread={unread} />}
      text={t('notifications')}
      {...(isNew && {
        'aria-label': t('notificationsUnread', { n: told }),
      })}
    >
      {isNew && (
        <>
          {/* "Notifications7" would be one word, which the name does not hold. */}{' '}
          <span className={classes.count} aria-hidden>
            {told}
          </span>
        </>
      )}
    </SidebarItem>
  );
};

/** The same in the bar of a phone, which has room for the icon only. */
export const PhoneBell = () => <Bell unread={useUnread()} />;

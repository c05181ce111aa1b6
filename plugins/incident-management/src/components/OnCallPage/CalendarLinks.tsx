import {
  discoveryApiRef,
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  CopyButton,
  readRefusal,
  saveFile,
  useAsyncData,
} from '@countersign/plugin-governance-react';
import { RotationView } from '@countersign/plugin-incident-management-common';
import { RiCalendarLine } from '@remixicon/react';
import { useState } from 'react';
import { onCallApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './OnCallPage.module.css';

/** The rotation for calendars: as a file, and as the address that a calendar subscribes to. */
export function CalendarLinks({ rotation }: { rotation: RotationView }) {
  const { name, title } = rotation;
  const { t } = useTranslationRef(incidentManagementTranslationRef);
  const api = useApi(onCallApiRef);
  const toastApi = useApi(toastApiRef);
  const discoveryApi = useApi(discoveryApiRef);
  const [isPending, setPending] = useState(false);
  const base = useAsyncData('base', () =>
    discoveryApi.getBaseUrl('incident-management'),
  );
  const download = async () => {
    setPending(true);
    try {
      saveFile(await api.getCalendar(name), {
        name: `${name}.ics`,
        type: 'text/calendar',
      });
    } catch (error) {
      toastApi.post({
        title: t('onCall.calendar.failed'),
        description: readRefusal(error).message,
        status: 'danger',
      });
    } finally {
      setPending(false);
    }
  };
  const address = base.data && `${base.data}/calendars/${name}.ics?token=TOKEN`;
  return (
    <>
      <div className={styles.buttons}>
        <Button
          size="small"
          variant="tertiary"
          iconStart={<RiCalendarLine />}
          aria-label={t('onCall.calendar.downloadOf', { rotation: title })}
          isPending={isPending}
          onPress={download}
        >
          {t('onCall.calendar.download')}
        </Button>
      </div>
      {address && (
        <details className={styles.section}>
          <summary>{t('onCall.calendar.subscribe')}</summary>
          <p className={styles.quiet}>{t('onCall.calendar.hint')}</p>
          <span>
            <code className={styles.address}>{address}</code>
            <CopyButton text={address} />
          </span>
        </details>
      )}
    </>
  );
}

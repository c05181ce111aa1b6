import { discoveryApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  CopyButton,
  SaveButton,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RotationView } from '@countersign/plugin-incident-management-common';
import { RiCalendarLine } from '@remixicon/react';
import { onCallApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './OnCallPage.module.css';

/** The rotation for calendars: as a file, and as the address that a calendar subscribes to. */
export function CalendarLinks({ rotation }: { rotation: RotationView }) {
  const { name, title } = rotation;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(onCallApiRef);
  const discoveryApi = useApi(discoveryApiRef);
  const base = useAsyncData('base', () =>
    discoveryApi.getBaseUrl('incident-management'),
  );
  const address = base.data && `${base.data}/calendars/${name}.ics?token=TOKEN`;
  return (
    <>
      <div className={styles.buttons}>
        <SaveButton
          file={{ name: `${name}.ics`, type: 'text/calendar' }}
          load={() => api.getCalendar(name)}
          label={t('onCall.calendar.download')}
          fullLabel={t('onCall.calendar.downloadOf', { rotation: title })}
          failed={t('onCall.calendar.failed')}
          icon={RiCalendarLine}
        />
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

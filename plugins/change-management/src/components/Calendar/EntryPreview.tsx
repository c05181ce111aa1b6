import { ButtonLink, Text } from '@backstage/ui';
import {
  PreviewPanel,
  RecordNumber,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './CalendarPage.module.css';
import { PlacedEntry } from './placedEntries';

/** What another area shows on the calendar, beside it. */
export function EntryPreview(props: { entry: PlacedEntry; onClose(): void }) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { area, record, href, title, window, state } = props.entry;
  return (
    <PreviewPanel
      subject={record}
      head={
        <span className={styles.line}>
          <Text color="secondary">{area}</Text>
          <RecordNumber number={record} href={href} />
        </span>
      }
      title={title}
      onClose={props.onClose}
    >
      <div className={styles.line}>{state}</div>
      <dl className={styles.facts}>
        <dt>{t('calendar.preview.window')}</dt>
        <dd>
          <WindowText window={window} />
        </dd>
      </dl>
      {href && (
        <div>
          <ButtonLink size="small" variant="secondary" href={href}>
            {t('calendar.preview.open', { number: record })}
          </ButtonLink>
        </div>
      )}
    </PreviewPanel>
  );
}

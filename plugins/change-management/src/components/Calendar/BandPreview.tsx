import { Button, Text } from '@backstage/ui';
import { CalendarBand } from '@countersign/plugin-change-management-common';
import {
  PreviewPanel,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './CalendarPage.module.css';

/** One occurrence of a freeze or of a maintenance window, beside the calendar. */
export function BandPreview(props: {
  band: CalendarBand;
  onClose(): void;
  /** Absent when the reader may not end it. */
  onEnd?: () => void;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { band, onClose, onEnd } = props;
  return (
    <PreviewPanel
      subject={band.title}
      head={<Text color="secondary">{t(`calendar.legend.${band.kind}`)}</Text>}
      title={band.title}
      onClose={onClose}
    >
      <dl className={styles.facts}>
        <dt>{t('calendar.preview.window')}</dt>
        <dd>
          <WindowText window={band.window} />
        </dd>
        <dt>{t('calendar.preview.environments')}</dt>
        <dd>
          {band.environments.join(', ') ||
            t('calendar.preview.allEnvironments')}
        </dd>
      </dl>
      {band.recurring && (
        <Text color="secondary">{t('calendar.preview.recurring')}</Text>
      )}
      {onEnd && (
        <div>
          <Button size="small" variant="secondary" onPress={onEnd}>
            {t('calendar.rules.end')}
          </Button>
        </div>
      )}
    </PreviewPanel>
  );
}

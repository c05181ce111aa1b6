import { Button, Text } from '@backstage/ui';
import {
  Conflict,
  explanationOf,
} from '@countersign/plugin-change-management-common';
import { RiAlertLine, RiCheckLine } from '@remixicon/react';
import { TimeWindow } from '@countersign/plugin-governance-common';
import {
  SentenceText,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './CalendarPage.module.css';

/** What speaks against the new window, one sentence each, and the next slot against which nothing speaks. */
export function MoveConflicts(props: {
  conflicts: Conflict[];
  /** There may be more conflicts than were found. */
  truncated?: boolean;
  freeSlot?: TimeWindow;
  onUseFreeSlot(slot: TimeWindow): void;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { conflicts, truncated, freeSlot, onUseFreeSlot } = props;
  if (!conflicts.length && !truncated) {
    return (
      <div className={styles.line} role="status">
        <RiCheckLine size={16} aria-hidden />
        <Text>{t('calendar.move.noConflicts')}</Text>
      </div>
    );
  }
  return (
    <section className={styles.conflicts} role="status">
      <div className={styles.line}>
        <RiAlertLine size={16} aria-hidden />
        <Text weight="bold">
          {t('calendar.move.conflicts', { count: conflicts.length })}
        </Text>
      </div>
      {truncated && <Text as="p">{t('change.conflict.truncated')}</Text>}
      <ul>
        {conflicts.map(conflict => (
          <li key={conflict.key}>
            <SentenceText sentence={explanationOf(conflict)} />
            {conflict.accepted && ` (${t('calendar.move.accepted')})`}
            {!conflict.acceptable && ` (${t('calendar.move.notAcceptable')})`}
          </li>
        ))}
      </ul>
      {freeSlot && (
        <div className={styles.line}>
          <Text color="secondary">{t('calendar.move.freeSlot')}</Text>
          <WindowText window={freeSlot} />
          <Button
            size="small"
            variant="secondary"
            onPress={() => onUseFreeSlot(freeSlot)}
          >
            {t('calendar.move.useFreeSlot')}
          </Button>
        </div>
      )}
    </section>
  );
}

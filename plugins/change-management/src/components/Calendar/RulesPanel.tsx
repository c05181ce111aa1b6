import { Button, Text } from '@backstage/ui';
import { CalendarBand } from '@countersign/plugin-change-management-common';
import { RiAddLine } from '@remixicon/react';
import { forwardRef } from 'react';
import {
  ToneBadge,
  useNow,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './CalendarPage.module.css';
import { bandIcons } from './EventLabel';

/** The freezes and maintenance windows of the period in words: a shaded band says nothing to a keyboard. */
export const RulesPanel = forwardRef<
  HTMLElement,
  {
    bands: CalendarBand[];
    /** Absent when the reader may not declare one. */
    onAdd?: () => void;
    /** Absent when the reader may not end one. */
    onEnd?: (band: CalendarBand) => void;
  }
>((props, ref) => {
  const { t } = useTexts(changeManagementTranslationRef);
  const { bands, onAdd, onEnd } = props;
  const rules = [...new Map(bands.map(band => [band.ruleId, band])).values()];
  const now = useNow(60_000);
  // The occurrence that is or comes next, and the last one where all of this period are over.
  const nextOf = (ruleId: string) => {
    const all = bands
      .filter(band => band.ruleId === ruleId)
      .sort((a, b) => Date.parse(a.window.start) - Date.parse(b.window.start));
    return (
      all.find(({ window }) => Date.parse(window.end) > now) ??
      all[all.length - 1]
    );
  };
  return (
    <section
      ref={ref}
      className={styles.rules}
      tabIndex={-1}
      aria-label={t('calendar.rules.title')}
    >
      <div className={styles.rulesHead}>
        <Text as="h2" variant="title-x-small" weight="bold">
          {t('calendar.rules.title')}
        </Text>
        {onAdd && (
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiAddLine />}
            onPress={onAdd}
          >
            {t('calendar.rules.add')}
          </Button>
        )}
      </div>
      {!rules.length && (
        <Text color="secondary">{t('calendar.rules.empty')}</Text>
      )}
      <ul className={styles.ruleList}>
        {rules.map(({ ruleId }) => {
          const band = nextOf(ruleId);
          return (
            <li key={ruleId}>
              <ToneBadge
                tone={band.kind === 'freeze' ? 'danger' : 'success'}
                icon={bandIcons[band.kind]}
              >
                {t(`calendar.rules.${band.kind}`)}
              </ToneBadge>
              <Text className={styles.ruleTitle} weight="bold">
                {band.title}
              </Text>
              <WindowText window={band.window} />
              <Text color="secondary">
                {band.environments.join(', ') || t('calendar.environment.all')}
              </Text>
              {band.recurring && (
                <Text color="secondary">{t('calendar.preview.recurring')}</Text>
              )}
              {onEnd && (
                <Button
                  size="small"
                  variant="tertiary"
                  aria-label={t('calendar.rules.endLabel', {
                    title: band.title,
                  })}
                  onPress={() => onEnd(band)}
                >
                  {t('calendar.rules.end')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
});

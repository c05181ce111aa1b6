import {
  Button,
  ButtonIcon,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { RiArrowLeftSLine, RiArrowRightSLine } from '@remixicon/react';
import { useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { CalendarView, calendarViews } from './calendarEvents';
import styles from './ChangeCalendar.module.css';

/** Which period is shown, and as what. */
export function CalendarToolbar(props: {
  title: string;
  view: CalendarView;
  onView(view: CalendarView): void;
  onPrevious(): void;
  onNext(): void;
  onToday(): void;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <div className={styles.toolbar}>
      <ButtonIcon
        variant="secondary"
        size="small"
        aria-label={t('calendar.navigation.previous')}
        icon={<RiArrowLeftSLine />}
        onPress={props.onPrevious}
      />
      <ButtonIcon
        variant="secondary"
        size="small"
        aria-label={t('calendar.navigation.next')}
        icon={<RiArrowRightSLine />}
        onPress={props.onNext}
      />
      <Button variant="secondary" size="small" onPress={props.onToday}>
        {t('calendar.navigation.today')}
      </Button>
      <Text
        as="h2"
        variant="title-x-small"
        weight="bold"
        className={styles.period}
        aria-live="polite"
      >
        {props.title}
      </Text>
      <ToggleButtonGroup
        aria-label={t('calendar.view.label')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[props.view]}
        onSelectionChange={keys => {
          const view = calendarViews.find(v => keys.has(v));
          if (view) props.onView(view);
        }}
      >
        {calendarViews.map(view => (
          <ToggleButton key={view} id={view} size="small">
            {t(`calendar.view.${view}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}

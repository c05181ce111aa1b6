import { Select, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useTexts, zoneText } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { CalendarScope, calendarScopes } from './calendarParams';
import styles from './CalendarPage.module.css';

/** Whose changes and which environments; both live in the address. */
export function CalendarFilters(props: {
  scope: CalendarScope;
  environments: string[];
  /** Those that may be chosen. */
  choices: string[];
  onScope(scope: CalendarScope): void;
  onEnvironments(environments: string[]): void;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { scope, environments, choices } = props;
  return (
    <div className={styles.filters}>
      <ToggleButtonGroup
        aria-label={t('calendar.scope.label')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[scope]}
        onSelectionChange={keys => {
          const chosen = calendarScopes.find(s => keys.has(s));
          if (chosen) props.onScope(chosen);
        }}
      >
        {calendarScopes.map(s => (
          <ToggleButton key={s} id={s} size="small">
            {t(`calendar.scope.${s}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Select
        aria-label={t('calendar.environment.label')}
        placeholder={t('calendar.environment.all')}
        selectionMode="multiple"
        options={choices.map(name => ({ id: name, label: name }))}
        value={environments}
        onChange={keys => props.onEnvironments(keys.map(String))}
      />
      <span className={styles.spacer} />
      <span className={styles.zone}>
        {t('calendar.navigation.zone', { zone: zoneText() })}
      </span>
    </div>
  );
}

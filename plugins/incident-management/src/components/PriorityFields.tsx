import { Radio, RadioGroup } from '@backstage/ui';
import { Level, levels } from '@countersign/plugin-incident-management-common';
import { useTexts } from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../translation';
import { PriorityBadge } from './badges';

/** Impact and urgency, and the priority that follows from both. */
export function PriorityFields(props: {
  value: { impact: Level; urgency: Level };
  onChange(value: { impact: Level; urgency: Level }): void;
}) {
  const { value, onChange } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  return (
    <>
      {(['impact', 'urgency'] as const).map(name => (
        <RadioGroup
          key={name}
          label={t(`verbs.field.${name}`)}
          orientation="horizontal"
          value={value[name]}
          onChange={chosen => {
            const level = levels.find(id => id === chosen);
            if (level) onChange({ ...value, [name]: level });
          }}
        >
          {levels.map(level => (
            <Radio key={level} value={level}>
              {t(`shared.level.${level}`)}
            </Radio>
          ))}
        </RadioGroup>
      ))}
      <div role="status">
        {t('verbs.field.becomes')} <PriorityBadge {...value} />
      </div>
    </>
  );
}

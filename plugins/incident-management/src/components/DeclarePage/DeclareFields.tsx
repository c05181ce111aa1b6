import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Checkbox,
  TextAreaField,
} from '@backstage/ui';
import {
  EntityPicker,
  FieldErrors,
  TextInput,
  useTexts,
  WallClockField,
  zoneText,
} from '@countersign/plugin-governance-react';
import { useEffect, useState } from 'react';
import { incidentManagementTranslationRef } from '../../translation';
import { PriorityFields } from '../PriorityFields';
import { DeclareValues } from './declareForm';
import styles from './DeclarePage.module.css';

/** What is broken, what is hit and how bad it is; what is asked less often is folded away. */
export function DeclareFields(props: {
  values: DeclareValues;
  errors: FieldErrors;
  onChange(part: Partial<DeclareValues>): void;
}) {
  const { values, errors, onChange } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const [isUnfolded, setUnfolded] = useState(false);
  const hidesAnError = Boolean(errors.startedAt ?? errors.privateTo);
  useEffect(() => {
    if (hidesAnError) setUnfolded(true);
  }, [hidesAnError]);
  return (
    <div className={styles.fields}>
      <TextInput
        label={t('declare.field.title')}
        description={t('declare.hint.title')}
        value={values.title}
        onChange={title => onChange({ title })}
        isRequired
        error={errors.title}
      />
      <EntityPicker
        label={t('declare.field.entities')}
        description={t('declare.hint.entities')}
        kinds={['Component', 'Resource', 'API', 'System']}
        value={values.entities}
        onChange={entities => onChange({ entities })}
        isRequired
        error={errors.entities}
      />
      <PriorityFields value={values} onChange={onChange} />
      <TextAreaField
        label={t('declare.field.description')}
        description={t('declare.hint.description')}
        value={values.description}
        onChange={description => onChange({ description })}
        rows={4}
      />
      <Accordion
        bg="neutral"
        isExpanded={isUnfolded}
        onExpandedChange={setUnfolded}
      >
        <AccordionTrigger title={t('declare.more')} />
        <AccordionPanel>
          <div className={styles.fields}>
            <WallClockField
              label={t('declare.field.started', { zone: zoneText() })}
              value={values.started}
              onChange={started => onChange({ started })}
              error={errors.startedAt}
            />
            <EntityPicker
              label={t('declare.field.privateTo')}
              description={t('declare.hint.privateTo')}
              kinds={['Group']}
              single
              value={values.privateTo}
              onChange={privateTo => onChange({ privateTo })}
              error={errors.privateTo}
            />
            <Checkbox
              isSelected={values.triage}
              onChange={triage => onChange({ triage })}
            >
              {t('declare.field.triage')}
            </Checkbox>
            <Checkbox
              isSelected={values.drill}
              onChange={drill => onChange({ drill })}
            >
              {t('declare.field.drill')}
            </Checkbox>
          </div>
        </AccordionPanel>
      </Accordion>
    </div>
  );
}

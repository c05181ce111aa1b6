import { useApi } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Alert,
  Button,
  Checkbox,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Radio,
  RadioGroup,
  Select,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import { scheduleRuleKinds } from '@countersign/plugin-change-management-common';
import { DateTime } from 'luxon';
import { useState } from 'react';
import {
  EntityPicker,
  errorsByField,
  FieldProblem,
  readRefusal,
  RepeatedWindowFields,
  SubmitArea,
  useSaving,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import styles from './CalendarPage.module.css';
import { RuleEffect } from './RuleEffect';
import {
  checkScheduleRuleForm,
  emptyScheduleRuleForm,
  ScheduleRuleErrors,
  ScheduleRuleForm,
} from './scheduleRuleForm';

const itemKinds = ['Component', 'Resource', 'API', 'System'];

/** Declares a freeze or a maintenance window. What was typed stays when the server refuses. */
export function ScheduleRuleDialog(props: {
  /** Those that may be chosen. */
  environments: string[];
  onCancel(): void;
  onSaved(): void;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { environments, onCancel, onSaved } = props;
  const api = useApi(changeManagementApiRef);
  const [form, setForm] = useState(() =>
    emptyScheduleRuleForm(DateTime.now(), 'freeze'),
  );
  // Complaints come with the first attempt to save, and are then kept up to date while one types.
  const [attempted, setAttempted] = useState(false);
  const { save, isPending, failure, clear } = useSaving(onSaved);

  const check = checkScheduleRuleForm(form);
  const errors: ScheduleRuleErrors = {
    ...(failure && errorsByField(readRefusal(failure).problems)),
    ...(attempted && check.errors),
  };
  const set = (change: Partial<ScheduleRuleForm>) => {
    clear();
    setForm(before => ({ ...before, ...change }));
  };

  const declare = async () => {
    setAttempted(true);
    const { input } = check;
    if (!input) return;
    await save({
      work: () => api.createScheduleRule(input),
      title: t('calendar.ruleForm.saved', { title: input.title }),
    });
  };

  return (
    <Dialog
      isOpen
      width={720}
      isDismissable={false}
      onOpenChange={open => !open && onCancel()}
    >
      <DialogHeader>{t('calendar.ruleForm.title')}</DialogHeader>
      <DialogBody>
        <SubmitArea onSubmit={declare}>
          <form
            id="schedule-rule"
            noValidate
            className={styles.stack}
            onSubmit={event => {
              event.preventDefault();
              declare();
            }}
          >
            <RadioGroup
              label={t('calendar.ruleForm.kind')}
              value={form.kind}
              onChange={value =>
                set({
                  kind: scheduleRuleKinds.find(k => k === value) ?? 'freeze',
                })
              }
            >
              <Radio value="freeze">{t('calendar.ruleForm.kindFreeze')}</Radio>
              <Radio value="maintenance">
                {t('calendar.ruleForm.kindMaintenance')}
              </Radio>
            </RadioGroup>
            <FieldProblem problem={errors.title}>
              {control => (
                <TextField
                  {...control}
                  label={t('calendar.ruleForm.name')}
                  isRequired
                  value={form.title}
                  onChange={title => set({ title })}
                />
              )}
            </FieldProblem>
            <TextAreaField
              label={t('calendar.ruleForm.description')}
              rows={2}
              value={form.description}
              onChange={description => set({ description })}
            />
            <RepeatedWindowFields value={form} onChange={set} errors={errors} />
            <EntityPicker
              label={t('calendar.ruleForm.items')}
              description={t('calendar.ruleForm.itemsHelp')}
              kinds={itemKinds}
              value={form.items}
              onChange={items => set({ items })}
            />
            <FieldProblem problem={errors.environments}>
              {control => (
                <Select
                  {...control}
                  label={t('calendar.ruleForm.environments')}
                  placeholder={t('calendar.ruleForm.environmentsAll')}
                  selectionMode="multiple"
                  options={environments.map(name => ({
                    id: name,
                    label: name,
                  }))}
                  value={form.environments}
                  onChange={keys => set({ environments: keys.map(String) })}
                />
              )}
            </FieldProblem>
            <Accordion defaultExpanded={Boolean(form.scope)}>
              <AccordionTrigger title={t('calendar.ruleForm.advanced')} />
              <AccordionPanel>
                <FieldProblem problem={errors.scope}>
                  {control => (
                    <TextAreaField
                      {...control}
                      label={t('calendar.ruleForm.scope')}
                      description={t('calendar.ruleForm.scopeHelp')}
                      rows={2}
                      value={form.scope}
                      onChange={scope => set({ scope })}
                    />
                  )}
                </FieldProblem>
              </AccordionPanel>
            </Accordion>
            {form.kind === 'freeze' && (
              <Checkbox
                isSelected={form.allowEmergency}
                onChange={allowEmergency => set({ allowEmergency })}
              >
                {t('calendar.ruleForm.allowEmergency')}
              </Checkbox>
            )}
            <RuleEffect form={form} />
            {failure && (
              <Alert
                role="alert"
                status="danger"
                icon
                title={failure.message}
              />
            )}
          </form>
        </SubmitArea>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onCancel}>
          {t('calendar.ruleForm.cancel')}
        </Button>
        <Button
          variant="primary"
          type="submit"
          form="schedule-rule"
          isPending={isPending}
        >
          {t('calendar.ruleForm.save')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

import { useApi } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Radio,
  RadioGroup,
  Select,
  Text,
} from '@backstage/ui';
import {
  FieldProblem,
  readRefusal,
  RepeatedWindowFields,
  SubmitArea,
  TextInput,
  useAsyncData,
  useIdempotencyKey,
  useSaving,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import {
  correctionKinds,
  CorrectionView,
} from '@countersign/plugin-service-levels-common';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { serviceLevelsApiRef } from '../../api';
import { serviceLevelsTranslationRef } from '../../translation';
import {
  checkCorrectionForm,
  CorrectionErrors,
  CorrectionForm,
  emptyCorrectionForm,
  fieldOf,
  firstTimes,
  sharedWith,
} from './correctionForm';
import styles from './Corrections.module.css';

const SHOWN_TIMES = 3;

/** Enters a time that does not count, by hand or from a change. What was typed stays when the server refuses. */
export function EnterCorrectionDialog(props: {
  objective: string;
  component?: string;
  /** The corrections that it has already. */
  others: readonly CorrectionView[];
  onCancel(): void;
  onSaved(): void;
}) {
  const { objective, component, others, onCancel, onSaved } = props;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const [form, setForm] = useState(() =>
    emptyCorrectionForm(DateTime.now(), objective),
  );
  // Complaints come with the first attempt to save, and are then kept up to date while one types.
  const [attempted, setAttempted] = useState(false);
  const { save, isPending, failure, clear } = useSaving(onSaved);
  const { keyFor } = useIdempotencyKey();
  const siblings = useAsyncData(component, signal =>
    api.listObjectives({ component, limit: 200 }, { signal }),
  );

  const check = checkCorrectionForm(form, {
    badTime: t('corrections.enter.badTime'),
    badOrder: t('corrections.enter.badOrder'),
    badZone: t('corrections.enter.badZone'),
  });
  const refusal = failure && readRefusal(failure);
  const told: CorrectionErrors = Object.fromEntries(
    (refusal?.problems ?? []).map(({ field, message }) => [
      fieldOf(field.split(/[.[]/)[0]),
      message,
    ]),
  );
  const errors: CorrectionErrors = { ...told, ...(attempted && check.errors) };
  const set = (change: Partial<CorrectionForm>) => {
    clear();
    setForm(before => ({ ...before, ...change }));
  };
  const enter = async () => {
    setAttempted(true);
    const { input } = check;
    if (!input || isPending) return;
    await save({
      work: () => api.enterCorrection(input, { idempotencyKey: keyFor(input) }),
      title: t('corrections.enter.saved', {
        number: t(`corrections.kind.${input.kind}`),
      }),
    });
  };
  const shared = sharedWith(
    check.input,
    others.filter(({ state }) => state === 'counts' || state === 'waits'),
  );
  const options = siblings.data?.items.map(({ id, title }) => ({
    id,
    label: title,
  })) ?? [{ id: objective, label: objective }];

  return (
    <Dialog
      isOpen
      width={720}
      isDismissable={false}
      onOpenChange={open => !open && onCancel()}
    >
      <DialogHeader>{t('corrections.enter.title')}</DialogHeader>
      <DialogBody>
        <SubmitArea className={styles.form} onSubmit={enter}>
          <Text color="secondary">{t('corrections.enter.lead')}</Text>
          <RadioGroup
            label={t('corrections.enter.source')}
            value={form.source}
            onChange={value =>
              set({ source: value === 'change' ? 'change' : 'window' })
            }
          >
            <Radio value="window">
              {t('corrections.enter.sources.window')}
            </Radio>
            <Radio value="change">
              {t('corrections.enter.sources.change')}
            </Radio>
          </RadioGroup>
          {form.source === 'change' ? (
            <TextInput
              label={t('corrections.enter.change')}
              isRequired
              monospace
              value={form.change}
              onChange={change => set({ change })}
              error={errors.change}
            />
          ) : (
            <RepeatedWindowFields value={form} onChange={set} errors={errors} />
          )}
          {firstTimes(check.input, SHOWN_TIMES).length > 0 && (
            <div>
              <Text color="secondary" variant="body-small">
                {t('corrections.enter.next')}
              </Text>
              <ul className={styles.times}>
                {firstTimes(check.input, SHOWN_TIMES).map(window => (
                  <li key={window.start}>
                    <WindowText window={window} />
                  </li>
                ))}
              </ul>
            </div>
          )}
          {shared.length > 0 && (
            <Alert
              status="info"
              icon
              title={t('corrections.enter.shared', {
                numbers: shared.map(({ number }) => number).join(', '),
              })}
            />
          )}
          <Select
            label={t('corrections.enter.kind')}
            options={correctionKinds.map(id => ({
              id,
              label: t(`corrections.kind.${id}`),
            }))}
            value={form.kind}
            onChange={key =>
              set({ kind: correctionKinds.find(k => k === key) ?? 'other' })
            }
          />
          <TextInput
            label={t('corrections.enter.reason')}
            description={t('corrections.enter.reasonHelp')}
            isRequired
            rows={2}
            value={form.reason}
            onChange={reason => set({ reason })}
            error={errors.reason}
          />
          <FieldProblem problem={errors.objectives}>
            {control => (
              <Select
                {...control}
                label={t('corrections.enter.objectives')}
                selectionMode="multiple"
                options={options}
                value={form.objectives}
                onChange={keys => set({ objectives: keys.map(String) })}
              />
            )}
          </FieldProblem>
          {refusal && Object.keys(told).length === 0 && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={t('corrections.enter.failed')}
              description={refusal.message}
            />
          )}
        </SubmitArea>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onCancel}>
          {t('corrections.enter.cancel')}
        </Button>
        <Button variant="primary" isPending={isPending} onPress={enter}>
          {t('corrections.enter.save')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

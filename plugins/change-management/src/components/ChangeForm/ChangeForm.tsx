import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Container,
  Text,
} from '@backstage/ui';
import { ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import {
  errorsByField,
  FieldErrors,
  FormChange,
  PageTitle,
  Panel,
  ServerRefusal,
  SubmitArea,
  SubmitKeys,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './ChangeForm.module.css';
import { EssentialFields } from './EssentialFields';
import {
  checkForm,
  demandedOf,
  lackingOf,
  procedureFields,
} from './formErrors';
import { FormValues, UploadedPlanInfo } from './formValues';
import { FormRefusal } from './FormRefusal';
import { MoreFields } from './MoreFields';
import { PlanUpload } from './PlanUpload';
import { PreviewRail } from './PreviewRail';
import { ProcedureFields } from './ProcedureFields';
import { usePreview } from './usePreview';
import { useRefusedFields } from './useRefusedFields';

/** Those that only some changes need. */
const usuallyFolded = [
  'description',
  'implementer',
  'commit',
  'category',
  'links',
];

/**
 * Sends the form, or shows what is wrong with it. One that is `complete` also has what approvers ask for; a draft may lack
 * it.
 */
export type Attempt = (
  send: () => void,
  options?: { complete?: boolean },
) => void;

/**
 * The form: fields on the left, what will come of them on the right. New and edit differ in what they do at the end.
 */
export function ChangeForm(props: {
  title: string;
  values: FormValues;
  onChange(part: FormChange<FormValues>): void;
  onSubmit(): void;
  refusal?: ServerRefusal;
  /** The number of the change that is edited. */
  number?: string;
  typeFixed?: boolean;
  /** Above the fields. */
  notice?: ReactNode;
  /** Buttons at the end; each gives what it would send to `attempt`, which first looks whether the form is right. */
  buttons(attempt: Attempt): ReactNode;
  /** Sent by the keyboard, it is to be complete. */
  submitsComplete?: boolean;
}) {
  const { values, onChange, onSubmit, refusal, number } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  // How often one tried to send it: from the first time on, every field says what is wrong with it.
  const [attempts, setAttempts] = useState(0);
  const [isUnfolded, setUnfolded] = useState(number !== undefined);
  const columns = useRef<HTMLDivElement>(null);
  const preview = usePreview(values, number);
  const takePlan = (plan?: UploadedPlanInfo) => {
    onChange(({ items }) => ({
      plan,
      ...(plan && items.length === 0 && { items: plan.items }),
    }));
  };

  const suggested = preview.data?.items.find(i => i.environment)?.environment;
  useEffect(() => {
    if (!suggested || values.environment) return;
    onChange(({ environment }) => ({ environment: environment || suggested }));
  }, [suggested, values.environment, onChange]);

  const own = useMemo(() => {
    const problems = checkForm(values);
    return problems.environment && !values.environment
      ? { ...problems, environment: t('form.demand.environment') }
      : problems;
  }, [values, t]);
  const demanded = demandedOf(values);
  // From the first time on that one tried to send it complete, what is still missing says so.
  const [isDemanded, setDemanded] = useState(false);
  const refused = useRefusedFields(values, refusal);
  const errors: FieldErrors = {
    ...Object.fromEntries(
      Object.entries({
        ...errorsByField(preview.data?.problems ?? []),
        ...own,
      }).filter(([field]) => attempts > 0 || touched.has(field)),
    ),
    ...(isDemanded &&
      Object.fromEntries(
        demanded.map(field => [field, t(`form.demand.${field}`)]),
      )),
    ...refused,
  };
  const isValid = Object.keys(own).length === 0;
  const attempt: Attempt = (send, { complete = false } = {}) => {
    setAttempts(previous => previous + 1);
    setDemanded(complete);
    if (isValid && !(complete && demanded.length)) send();
  };
  const goTo = (field: string) =>
    columns.current?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus();

  const isFolded = (field: string) =>
    usuallyFolded.includes(field) ||
    (values.type === 'standard' && procedureFields.some(f => f === field));
  const hidesAnError = Object.keys(errors).some(
    field => isFolded(field) && errors[field],
  );
  useEffect(() => {
    if (hidesAnError) setUnfolded(true);
  }, [hidesAnError]);
  useEffect(() => {
    if (!attempts && !refusal) return;
    const first = columns.current?.querySelector('[role=alert]');
    first?.scrollIntoView?.({ block: 'center' });
  }, [attempts, refusal]);

  const fields = {
    values,
    errors,
    onChange,
    onTouched: (field: string) =>
      setTouched(previous => new Set(previous).add(field)),
    preview: preview.data,
    typeFixed: props.typeFixed,
  };
  return (
    <>
      <PageTitle title={props.title} />
      <Container className={styles.page}>
        <Text as="h2" variant="title-small" weight="bold">
          {props.title}
        </Text>
        <div ref={columns} className={styles.columns}>
          <SubmitArea
            className={styles.form}
            onSubmit={() =>
              attempt(onSubmit, { complete: props.submitsComplete })
            }
          >
            {props.notice}
            {refusal && !refusal.stale && <FormRefusal refusal={refusal} />}
            <Panel title={t('change.section.why')}>
              <EssentialFields {...fields} />
            </Panel>
            {values.type !== 'standard' && (
              <Panel title={t('form.section.how')}>
                <ProcedureFields
                  {...fields}
                  // Of an emergency, the reason stands among the fields that every change needs.
                  fields={procedureFields.filter(
                    field =>
                      field !== 'justification' || values.type !== 'emergency',
                  )}
                />
              </Panel>
            )}
            {!number && (
              <Panel title={t('form.field.plan')}>
                <PlanUpload
                  plan={values.plan}
                  error={errors.plan ?? errors.planDigest}
                  onPlan={takePlan}
                />
              </Panel>
            )}
            <Accordion
              bg="neutral"
              isExpanded={isUnfolded}
              onExpandedChange={setUnfolded}
            >
              <AccordionTrigger title={t('form.more')} />
              <AccordionPanel>
                <div className={styles.fields}>
                  <MoreFields {...fields} />
                </div>
              </AccordionPanel>
            </Accordion>
            <div className={styles.buttons}>
              {props.buttons(attempt)}
              <SubmitKeys />
            </div>
          </SubmitArea>
          <PreviewRail
            preview={preview}
            hasWindow={Boolean(values.windowStart && values.windowEnd)}
            isEmpty={values.items.length === 0 && !values.plan}
            lacking={lackingOf(values)}
            onGoTo={goTo}
            missingItems={
              values.plan?.items.filter(ref => !values.items.includes(ref)) ??
              []
            }
            onTakeItems={() =>
              onChange({
                items: [
                  ...new Set([...values.items, ...(values.plan?.items ?? [])]),
                ],
              })
            }
          />
        </div>
      </Container>
    </>
  );
}

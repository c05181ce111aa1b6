import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Alert,
  Container,
  Header,
} from '@backstage/ui';
import { ReactNode, useEffect, useMemo, useState } from 'react';
import { ServerRefusal } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import { Panel } from '../Panel';
import { SubmitArea } from '../SubmitArea';
import styles from './ChangeForm.module.css';
import { EssentialFields } from './EssentialFields';
import { checkForm, errorsByField, FieldErrors } from './formErrors';
import { FormValues, UploadedPlanInfo } from './formValues';
import { MoreFields } from './MoreFields';
import { PlanUpload } from './PlanUpload';
import { PreviewRail } from './PreviewRail';
import { usePreview } from './usePreview';

/** The form: fields on the left, what will come of them on the right. New and edit differ in what they do at the end. */
export function ChangeForm(props: {
  title: string;
  values: FormValues;
  onChange(part: Partial<FormValues>): void;
  onSubmit(): void;
  refusal?: ServerRefusal;
  /** The number of the change that is edited. */
  number?: string;
  typeFixed?: boolean;
  /** Above the fields. */
  notice?: ReactNode;
  /** Buttons at the end; told whether the form is ready to be sent. */
  buttons(state: { isValid: boolean; showErrors(): void }): ReactNode;
}) {
  const { values, onChange, onSubmit, refusal, number } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [showAll, setShowAll] = useState(false);
  const preview = usePreview(values, number);
  const takePlan = (plan?: UploadedPlanInfo) => {
    onChange({ plan });
    if (plan && values.items.length === 0) onChange({ items: plan.items });
  };

  const suggested = preview.data?.items.find(i => i.environment)?.environment;
  useEffect(() => {
    if (suggested && !values.environment) onChange({ environment: suggested });
  }, [suggested, values.environment, onChange]);

  const own = useMemo(() => checkForm(values), [values]);
  const errors: FieldErrors = {
    ...Object.fromEntries(
      Object.entries({
        ...errorsByField(preview.data?.problems ?? []),
        ...own,
      }).filter(([field]) => showAll || touched.has(field)),
    ),
    ...errorsByField(refusal?.problems ?? []),
  };
  const isValid = Object.keys(own).length === 0;
  const submit = () => {
    setShowAll(true);
    if (isValid) onSubmit();
  };
  const fields = {
    values,
    errors,
    onChange,
    onTouched: (field: string) =>
      setTouched(previous => new Set(previous).add(field)),
    preview: preview.data,
    typeFixed: props.typeFixed,
  };
  const folded = ['description', 'testPlan', 'commit', 'links', 'implementer'];
  return (
    <>
      <Header title={props.title} />
      <Container>
        <div className={styles.columns}>
          <SubmitArea className={styles.form} onSubmit={submit}>
            {props.notice}
            {refusal && !refusal.stale && (
              <Alert
                role="alert"
                status="danger"
                icon
                title={t('form.failed')}
                description={
                  <>
                    {refusal.message} {t('form.failedLead')}
                  </>
                }
              />
            )}
            <Panel title={t('change.section.why')}>
              <EssentialFields {...fields} />
            </Panel>
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
              defaultExpanded={
                number !== undefined || folded.some(field => errors[field])
              }
            >
              <AccordionTrigger title={t('form.more')} />
              <AccordionPanel>
                <div className={styles.fields}>
                  <MoreFields {...fields} />
                </div>
              </AccordionPanel>
            </Accordion>
            <div className={styles.buttons}>
              {props.buttons({ isValid, showErrors: () => setShowAll(true) })}
              <span className={styles.quiet}>{t('form.keys')}</span>
            </div>
          </SubmitArea>
          <PreviewRail
            preview={preview}
            hasWindow={Boolean(values.windowStart && values.windowEnd)}
            isEmpty={values.items.length === 0 && !values.plan}
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

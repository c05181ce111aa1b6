import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Checkbox, Select } from '@backstage/ui';
import {
  ReportDetail,
  ReportParameter,
} from '@countersign/plugin-compliance-evidence-common';
import {
  errorsByField,
  Panel,
  readRefusal,
  RefusalNotice,
  ServerRefusal,
  SubmitArea,
  SubmitKeys,
  TextInput,
  useFormDraft,
  useIdempotencyKey,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RiPlayLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { evidenceApiRef } from '../api';
import { runRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import styles from './Evidence.module.css';
import { linesOf } from './parts';
import { FormValues, initialValues, parametersOf } from './runForm';

/** Asks for the parameters of a report and runs it. What was typed is kept through a refusal. */
export function RunForm({ detail }: { detail: ReportDetail }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { report, recipients, mayRun } = detail;
  const { name, parameters, ready } = report;
  const api = useApi(evidenceApiRef);
  const runLink = useRouteRef(runRouteRef);
  const navigate = useNavigate();
  const { keyFor, done } = useIdempotencyKey();
  const [initial] = useState<FormValues>(() =>
    initialValues(parameters, DateTime.now()),
  );
  const { values, change, discard } = useFormDraft<FormValues>(
    `compliance-evidence/run/${name}`,
    initial,
  );
  const [deliver, setDeliver] = useState(recipients.length > 0);
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<ServerRefusal>();
  const errors = errorsByField(refusal?.problems ?? []);
  const isOpen = ready && mayRun;

  const submit = async () => {
    if (!isOpen || isPending) return;
    setPending(true);
    setRefusal(undefined);
    const body = {
      report: name,
      parameters: parametersOf(parameters, values),
      deliver,
    };
    try {
      const { run } = await api.requestRun(body, {
        idempotencyKey: keyFor(body),
      });
      done();
      discard();
      const href = runLink?.({ number: run.number });
      if (href) navigate(href);
    } catch (error) {
      setRefusal(readRefusal(error));
    } finally {
      setPending(false);
    }
  };
  const errorOf = (parameter: string) =>
    errors[parameter] ??
    refusal?.problems.find(({ field }) => field === `parameters.${parameter}`)
      ?.message;
  return (
    <Panel title={t('report.start.title')} tone="accent">
      <SubmitArea className={styles.stack} onSubmit={submit}>
        {refusal && <RefusalNotice refusal={refusal} />}
        {parameters.map(parameter => (
          <ParameterField
            key={parameter.name}
            parameter={parameter}
            value={values[parameter.name] ?? ''}
            onChange={value => change({ [parameter.name]: value })}
            error={errorOf(parameter.name)}
          />
        ))}
        {recipients.length > 0 ? (
          <Checkbox isSelected={deliver} onChange={setDeliver}>
            {t('report.start.deliver', { recipients: recipients.join(', ') })}
          </Checkbox>
        ) : (
          <span className={styles.quiet}>{t('report.start.nobody')}</span>
        )}
        {!isOpen && (
          <Alert
            status="warning"
            icon
            title={t(
              ready ? 'report.start.notPermitted' : 'report.start.notReady',
            )}
          />
        )}
        <div className={styles.row}>
          <Button
            variant="primary"
            iconStart={<RiPlayLine />}
            isPending={isPending}
            isDisabled={!isOpen}
            onPress={submit}
          >
            {t('report.start.submit')}
          </Button>
          <SubmitKeys />
        </div>
      </SubmitArea>
    </Panel>
  );
}

/** The field of one parameter: a choice where the report names what may be chosen, otherwise text. */
function ParameterField(props: {
  parameter: ReportParameter;
  value: string;
  onChange(value: string): void;
  error?: string;
}) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { parameter, value, onChange, error } = props;
  const { name, title, type, required, choices } = parameter;
  const hints = {
    quarter: t('report.start.quarterHint'),
    month: t('report.start.monthHint'),
    day: t('report.start.dayHint'),
    list: t('report.start.listHint'),
    text: undefined,
  };
  const options = choices?.map(choice => ({ id: choice, label: choice }));
  if (options && type === 'list') {
    return (
      <Select
        label={title}
        description={error}
        isRequired={required}
        isInvalid={error !== undefined}
        placeholder={t('report.start.everything')}
        selectionMode="multiple"
        options={options}
        value={linesOf(value)}
        onChange={keys => onChange(keys.map(String).join('\n'))}
      />
    );
  }
  if (options) {
    return (
      <Select
        label={title}
        description={error}
        isRequired={required}
        isInvalid={error !== undefined}
        options={options}
        value={value || null}
        onChange={key => onChange(String(key ?? ''))}
      />
    );
  }
  return (
    <TextInput
      label={title}
      name={name}
      description={hints[type]}
      error={error}
      isRequired={required}
      rows={type === 'list' ? 3 : undefined}
      value={value}
      onChange={onChange}
    />
  );
}

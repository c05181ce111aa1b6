import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Select } from '@backstage/ui';
import {
  Panel,
  RefusalNotice,
  SubmitArea,
  TextInput,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  IntakeKind,
  intakeKinds,
  MappingTryout,
  TryMapping,
} from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { alertsApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './AlertTriage.module.css';
import { MappingResult } from './MappingResult';

const BY_NAME = 'integration:';

/** Shows what the rules would make of a payload that somebody pastes. */
export function MappingPanel() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(alertsApiRef);
  const integrations = useAsyncData('integrations', signal =>
    api.listIntegrations({ signal }),
  );
  const [sender, setSender] = useState<string>(intakeKinds[0]);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const [tryout, setTryout] = useState<MappingTryout>();
  const { run, isPending, refusal } = useAction(
    async (body: TryMapping) => setTryout(await api.tryMapping(body)),
    () => {},
  );
  const isKind = (kind: string) => intakeKinds.some(known => known === kind);
  const senders = [
    ...(integrations.data?.items ?? [])
      .filter(({ kind }) => isKind(kind))
      .map(({ name, kind }) => ({
        id: `${BY_NAME}${name}`,
        label: t('alerts.mapping.integration', {
          name,
          kind: t(`alerts.sender.${kind as IntakeKind}`),
        }),
      })),
    ...intakeKinds.map(kind => ({
      id: kind as string,
      label: t('alerts.mapping.kind', { kind: t(`alerts.sender.${kind}`) }),
    })),
  ];
  const submit = () => {
    const read = readJson(text);
    setTryout(undefined);
    if ('problem' in read) {
      setProblem(t('alerts.mapping.malformed', { message: read.problem }));
      return;
    }
    setProblem(undefined);
    run({
      ...(sender.startsWith(BY_NAME)
        ? { integration: sender.slice(BY_NAME.length) }
        : { kind: intakeKinds.find(kind => kind === sender) }),
      payload: read.payload,
    });
  };
  return (
    <Panel title={t('alerts.mapping.title')}>
      <p className={styles.lead}>{t('alerts.mapping.lead')}</p>
      <SubmitArea className={styles.form} onSubmit={submit}>
        <Select
          label={t('alerts.mapping.sender')}
          options={senders}
          value={sender}
          onChange={key => key !== null && setSender(String(key))}
        />
        <TextInput
          label={t('alerts.mapping.payload')}
          rows={8}
          monospace
          value={text}
          onChange={value => {
            setText(value);
            setProblem(undefined);
          }}
          error={problem}
        />
        <div>
          <Button
            variant="secondary"
            isPending={isPending}
            isDisabled={!text.trim()}
            onPress={submit}
          >
            {t('alerts.mapping.try')}
          </Button>
        </div>
      </SubmitArea>
      {refusal && <RefusalNotice refusal={refusal} />}
      {tryout && <MappingResult tryout={tryout} />}
    </Panel>
  );
}

function readJson(
  text: string,
): { payload: TryMapping['payload'] } | { problem: string } {
  try {
    return { payload: JSON.parse(text) };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

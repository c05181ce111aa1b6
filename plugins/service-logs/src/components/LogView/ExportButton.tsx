import { Alert, Button } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  DownloadButton,
  readRefusal,
  useAction,
  useIdempotencyKey,
  useOpening,
  useTexts,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import {
  LogDestinationInfo,
  LogExport,
  SentResult,
} from '@countersign/plugin-service-logs-common';
import { useState } from 'react';
import { serviceLogsApiRef } from '../../api';
import { serviceLogsTranslationRef } from '../../translation';
import { Asked } from './asked';
import styles from './LogView.module.css';

/** Keeps the result as evidence, and hands out what proves it. */
export function ExportButton(props: {
  asked: Asked;
  destinations: readonly LogDestinationInfo[];
}) {
  const { asked, destinations } = props;
  const { t } = useTexts(serviceLogsTranslationRef);
  const api = useApi(serviceLogsApiRef);
  const { keyFor, done } = useIdempotencyKey();
  const opening = useOpening();
  const [kept, setKept] = useState<LogExport>();
  const verb = useAction(
    async (reason: string) => {
      const body = { ...asked, reason };
      setKept(await api.exportResult(body, { idempotencyKey: keyFor(body) }));
      done();
    },
    () => {},
  );
  return (
    <>
      <Button size="small" variant="secondary" onPress={opening.open}>
        {t('export.button')}
      </Button>
      <VerbTextDialog
        key={opening.key}
        {...opening.dialog}
        title={t('export.title')}
        action={t('export.button')}
        textLabel={t('export.reason')}
        draftKey="service-logs/export"
        required
        verb={verb}
        bodyOf={reason => reason || undefined}
      >
        <p>{t('export.about')}</p>
      </VerbTextDialog>
      {kept && (
        <Kept key={kept.number} kept={kept} destinations={destinations} />
      )}
    </>
  );
}

function Kept(props: {
  kept: LogExport;
  destinations: readonly LogDestinationInfo[];
}) {
  const { kept, destinations } = props;
  const { t } = useTexts(serviceLogsTranslationRef);
  const api = useApi(serviceLogsApiRef);
  const { number, count, complete } = kept;
  return (
    <div className={styles.kept} role="status">
      <span>
        {t('export.done', { number, count })}{' '}
        {!complete && `${t('export.part')} `}
        {t('export.verify')}
      </span>
      <DownloadButton
        name={`${number}.evidence.json`}
        text={t('export.evidence')}
        type="application/json"
        load={() => api.getEvidence(number)}
      />
      <DownloadButton
        name={`${number}.payloads.json`}
        text={t('export.result')}
        type="application/json"
        load={() => api.getPayloads(number)}
      />
      {destinations.map(destination => (
        <SendButton
          key={destination.name}
          number={number}
          destination={destination}
        />
      ))}
    </div>
  );
}

/** Sends what was kept to a place outside. */
function SendButton(props: {
  number: string;
  destination: LogDestinationInfo;
}) {
  const { number, destination } = props;
  const { name: to, title, place } = destination;
  const { t } = useTexts(serviceLogsTranslationRef);
  const api = useApi(serviceLogsApiRef);
  const [sent, setSent] = useState<SentResult>();
  const [failure, setFailure] = useState<string>();
  const [isPending, setPending] = useState(false);
  const send = async () => {
    setPending(true);
    setFailure(undefined);
    try {
      setSent(await api.sendResult(number, { destination: to }));
    } catch (error) {
      setFailure(readRefusal(error).message);
    } finally {
      setPending(false);
    }
  };
  if (sent) {
    return <span>{t('export.sent', { count: sent.count, place })}</span>;
  }
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        isPending={isPending}
        onPress={send}
      >
        {t('export.send', { title })}
      </Button>
      {failure && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('export.sendFailed')}
          description={failure}
        />
      )}
    </>
  );
}

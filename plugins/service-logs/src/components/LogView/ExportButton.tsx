import { Button } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  DownloadButton,
  useAction,
  useIdempotencyKey,
  useOpening,
  useTexts,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { LogExport } from '@countersign/plugin-service-logs-common';
import { useState } from 'react';
import { serviceLogsApiRef } from '../../api';
import { serviceLogsTranslationRef } from '../../translation';
import { Asked } from './asked';
import styles from './LogView.module.css';

/** Keeps the result as evidence, and hands out what proves it. */
export function ExportButton({ asked }: { asked: Asked }) {
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
      {kept && <Kept kept={kept} />}
    </>
  );
}

function Kept({ kept }: { kept: LogExport }) {
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
    </div>
  );
}

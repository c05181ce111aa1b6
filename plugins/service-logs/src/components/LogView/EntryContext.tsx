import { Button, Dialog, DialogBody, DialogHeader } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  AsyncContent,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { LogEntry } from '@countersign/plugin-service-logs-common';
import { useState } from 'react';
import { serviceLogsApiRef } from '../../api';
import { serviceLogsTranslationRef } from '../../translation';
import { EntryList } from './LogEntries';
import { Asked } from './asked';

/** What stands before and after an entry, whatever the filter. */
export function EntryContext(props: {
  entry: LogEntry;
  asked: Asked;
  onTrace(traceId: string): void;
}) {
  const { t } = useTexts(serviceLogsTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" variant="secondary" onPress={() => setOpen(true)}>
        {t('entry.around')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} width={900}>
        <DialogHeader>{t('entry.context')}</DialogHeader>
        <DialogBody>{isOpen && <Around {...props} />}</DialogBody>
      </Dialog>
    </>
  );
}

function Around(props: {
  entry: LogEntry;
  asked: Asked;
  onTrace(traceId: string): void;
}) {
  const { entry, asked, onTrace } = props;
  const { t } = useTexts(serviceLogsTranslationRef);
  const api = useApi(serviceLogsApiRef);
  const { entityRef, source } = asked;
  const result = useAsyncData(entry.id, signal =>
    api.getContext({ entityRef, source, id: entry.id }, { signal }),
  );
  return (
    <AsyncContent what={t('entry.contextWhat')} rows={10} result={result}>
      {({ items }) =>
        items.length === 0 ? (
          <p>{t('entry.gone')}</p>
        ) : (
          <EntryList
            items={items}
            label={t('entry.context')}
            asked={asked}
            onTrace={onTrace}
            marked={entry.id}
          />
        )
      }
    </AsyncContent>
  );
}

import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import {
  AsyncContent,
  RecordNumber,
  useAsyncData,
} from '@countersign/plugin-governance-react';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './MetricsPage.module.css';
import type { RecordsBehind } from './RecordsButton';
import { useTimeText } from './useTimeText';

/** The incidents behind a number, the longest first. */
export function RecordsDialog(props: {
  behind: RecordsBehind;
  isOpen: boolean;
  onClose(): void;
}) {
  const { behind, isOpen, onClose } = props;
  const { t } = useTranslationRef(incidentManagementTranslationRef);
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={open => !open && onClose()}
      width={720}
    >
      <DialogHeader>{behind.title}</DialogHeader>
      <DialogBody>
        <Records behind={behind} />
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('metrics.records.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** Asked for when the dialog opens. */
function Records({ behind }: { behind: RecordsBehind }) {
  const { figure, query, title, withoutTimes } = behind;
  const { t } = useTranslationRef(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { span } = useTimeText();
  const records = useAsyncData(JSON.stringify([figure, query]), signal =>
    api.getFigure(figure, query, { signal }),
  );
  return (
    <AsyncContent what={t('metrics.records.what')} rows={6} result={records}>
      {({ items, count }) => (
        <>
          {count > items.length && (
            <Text color="secondary">
              {t('metrics.records.more', {
                shown: String(items.length),
                n: String(count),
              })}
            </Text>
          )}
          {items.length === 0 && <Text>{t('metrics.records.none')}</Text>}
          {items.length > 0 && (
            <table className={styles.table} aria-label={title}>
              <thead>
                <tr>
                  <th scope="col">{t('metrics.records.number')}</th>
                  <th scope="col">{t('metrics.records.title')}</th>
                  {!withoutTimes && (
                    <th scope="col">{t('metrics.records.time')}</th>
                  )}
                </tr>
              </thead>
              <tbody>
                {items.map(({ number, title: name, seconds }) => (
                  <tr key={number}>
                    <th scope="row">
                      <RecordNumber number={number} hideCopy />
                    </th>
                    <td>{name}</td>
                    {!withoutTimes && <td>{span(seconds)}</td>}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </AsyncContent>
  );
}

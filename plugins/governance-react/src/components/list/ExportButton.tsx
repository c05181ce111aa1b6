import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { useState } from 'react';
import { readRefusal, saveFile } from '../../api';
import { governanceTranslationRef } from '../../translation';

/** Fetches a list as a CSV file and hands it to the browser. */
export function ExportButton(props: {
  /** Of the file, without its ending. */
  name: string;
  /** The bytes of the file. */
  load(): Promise<Uint8Array>;
  isDisabled?: boolean;
}) {
  const { t } = useTranslationRef(governanceTranslationRef);
  const toastApi = useApi(toastApiRef);
  const [isPending, setPending] = useState(false);
  const run = async () => {
    setPending(true);
    try {
      saveFile(await props.load(), {
        name: `${props.name}.csv`,
        type: 'text/csv',
      });
    } catch (error) {
      toastApi.post({
        title: t('list.exportFailed'),
        description: readRefusal(error).message,
        status: 'danger',
      });
    } finally {
      setPending(false);
    }
  };
  return (
    <Button
      size="small"
      variant="tertiary"
      iconStart={<RiDownloadLine />}
      isPending={isPending}
      isDisabled={props.isDisabled}
      onPress={run}
    >
      {t('list.export')}
    </Button>
  );
}

import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RemixiconComponentType, RiDownloadLine } from '@remixicon/react';
import { useState } from 'react';
import { readRefusal, saveFile } from '../../api';

/** Fetches a file and hands it to the browser; a failure is told as a toast. */
export function SaveButton(props: {
  file: { name: string; type: string };
  /** The bytes of the file. */
  load(): Promise<Uint8Array>;
  label: string;
  /** The label for whoever does not see what stands around the button. */
  fullLabel?: string;
  /** What is said where it cannot be fetched. */
  failed: string;
  icon?: RemixiconComponentType;
  isDisabled?: boolean;
}) {
  const { file, load, label, fullLabel, failed, isDisabled } = props;
  const { icon: Icon = RiDownloadLine } = props;
  const toastApi = useApi(toastApiRef);
  const [isPending, setPending] = useState(false);
  const run = async () => {
    setPending(true);
    try {
      saveFile(await load(), file);
    } catch (error) {
      toastApi.post({
        title: failed,
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
      iconStart={<Icon />}
      aria-label={fullLabel}
      isPending={isPending}
      isDisabled={isDisabled}
      onPress={run}
    >
      {label}
    </Button>
  );
}

import { Alert, Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { useState } from 'react';
import { readRefusal, saveFile } from '../../api';
import { useTexts } from '../../hooks/useTexts';
import { governanceTranslationRef } from '../../translation';

/** Fetches a file and hands it to the browser; a failure stands beneath the button. */
export function DownloadButton(props: {
  name: string;
  /** What the button says; otherwise "Download". */
  text?: string;
  type?: string;
  /** There is nothing to fetch yet. */
  isDisabled?: boolean;
  load(): Promise<Uint8Array>;
}) {
  const { name, text, isDisabled, load } = props;
  const { type = 'application/octet-stream' } = props;
  const { t } = useTexts(governanceTranslationRef);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const fetchFile = async () => {
    setPending(true);
    setFailure(undefined);
    try {
      saveFile(await load(), { name, type });
    } catch (error) {
      setFailure(readRefusal(error).message);
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiDownloadLine />}
        isPending={isPending}
        isDisabled={isDisabled}
        aria-label={text ?? t('shared.file.downloadOf', { name })}
        onPress={fetchFile}
      >
        {text ?? t('shared.file.download')}
      </Button>
      {failure && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('shared.file.failed')}
          description={failure}
        />
      )}
    </>
  );
}

import { useApiHolder } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { StoryKind } from '@countersign/plugin-governance-common';
import { RiDownloadLine } from '@remixicon/react';
import { useState } from 'react';
import { readRefusal, saveFile } from '../../api';
import { useTexts } from '../../hooks/useTexts';
import { ProofSource, recordLinksApiRef } from '../../records';
import { governanceTranslationRef } from '../../translation';
import { RecordNumber } from '../references';
import { Chain, gatherChain } from './gatherChain';
import styles from './ProofPanel.module.css';
import { VerifyCommand } from './VerifyCommand';

/** Saves a record with those that it relies on, of whatever areas, as one file that one command checks. */
export function ChainDownload(props: {
  number: string;
  source: ProofSource;
  references: NonNullable<StoryKind['references']>;
}) {
  const { number } = props;
  const { t } = useTexts(governanceTranslationRef);
  const apis = useApiHolder();
  const [isPending, setIsPending] = useState(false);
  const [chain, setChain] = useState<Chain>();
  const [failure, setFailure] = useState<string>();
  const file = `${number}.chain.evidence.json`;

  const download = async () => {
    setIsPending(true);
    setFailure(undefined);
    setChain(undefined);
    try {
      const links = apis.get(recordLinksApiRef);
      const gathered = await gatherChain({
        ...props,
        proofOf: other => links?.proofOf(other, apis),
      });
      saveFile(gathered.bytes, { name: file, type: 'application/json' });
      setChain(gathered);
    } catch (error) {
      setFailure(readRefusal(error).message);
    }
    setIsPending(false);
  };
  return (
    <div className={styles.chain}>
      <div className={styles.buttons}>
        <Button
          variant="secondary"
          size="small"
          iconStart={<RiDownloadLine />}
          isPending={isPending}
          onPress={download}
        >
          {t('proof.downloadChain')}
        </Button>
      </div>
      {failure && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('proof.failed')}
          description={failure}
        />
      )}
      {chain && (
        <div role="status">
          <ChainParts chain={chain} />
          <VerifyCommand file={file} keys={chain.keys} />
        </div>
      )}
    </div>
  );
}

/** What is in the file, and what is not and why. */
function ChainParts({ chain }: { chain: Chain }) {
  const { t } = useTexts(governanceTranslationRef);
  if (chain.with.length + chain.without.length === 0) {
    return <p className={styles.quiet}>{t('proof.chainAlone')}</p>;
  }
  return (
    <ul className={styles.parts}>
      {chain.with.map(number => (
        <li key={number}>
          <RecordNumber number={number} hideCopy /> {t('proof.chainWith')}
        </li>
      ))}
      {chain.without.map(({ number, reason }) => (
        <li key={number}>
          <RecordNumber number={number} hideCopy />{' '}
          {t('proof.chainWithout', {
            reason: reason ?? t('proof.chainNoArea'),
          })}
        </li>
      ))}
    </ul>
  );
}

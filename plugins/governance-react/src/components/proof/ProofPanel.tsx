import { Alert, Button } from '@backstage/ui';
import { StoryKind } from '@countersign/plugin-governance-common';
import { RiDownloadLine, RiShieldCheckLine } from '@remixicon/react';
import { ReactNode, useState } from 'react';
import { readRefusal, saveFile } from '../../api';
import { useAsyncData } from '../../hooks';
import { ProofSource } from '../../records';
import { governanceTranslationRef } from '../../translation';
import { Panel } from '../Panel';
import { ErrorPanel } from '../states';
import { ChainDownload } from './ChainDownload';
import styles from './ProofPanel.module.css';
import { StoryClaims } from './StoryClaims';
import { JudgeStory } from './judgeProven';
import { useVerification } from './useVerification';
import { useTexts } from '../../hooks/useTexts';
import { VerifyCommand } from './VerifyCommand';

/** Where the entries of a record stand in the ledger, and how anybody can check them. */
export function ProofPanel(props: {
  number: string;
  source: ProofSource;
  /** Another one each time the record was written, so that the ledger is asked again. */
  generation: number;
  /** The rules of the area's stories: `judge` of its `StoryKind`. */
  judge: JudgeStory;
  /** The records that its entries rely on, where it can be saved with them: `references` of its `StoryKind`. */
  references?: StoryKind['references'];
  /** What the evidence is of, where a reader chooses that: which it is, and the control. */
  choice?: { id: string; control: ReactNode };
}) {
  const { number, source, generation, judge, references, choice } = props;
  const { t } = useTexts(governanceTranslationRef);
  const status = useAsyncData(
    `ledger/${generation}`,
    signal => source.getLedgerStatus({ signal }),
    { keepPrevious: true },
  );
  const verification = useVerification(
    choice?.id,
    () => source.getEvidence(number),
    judge,
  );
  const [failure, setFailure] = useState<string>();
  const file = `${number}.evidence.json`;
  const keys = status.data?.verifierKeys ?? [];
  const download = async () => {
    setFailure(undefined);
    try {
      const bytes = await source.getEvidence(number);
      saveFile(bytes, { name: file, type: 'application/json' });
    } catch (error) {
      setFailure(readRefusal(error).message);
    }
  };
  const { result, story } = verification;
  return (
    <Panel title={t('proof.title')}>
      {status.error && (
        <ErrorPanel
          what={t('proof.what')}
          error={status.error}
          onRetry={status.refetch}
        />
      )}
      {status.data && (
        <details>
          <summary>
            {t('proof.checkpoint', {
              count: status.data.treeSize,
              size: status.data.treeSize.toLocaleString('en-GB'),
            })}
            {status.data.pending > 0 &&
              ` · ${t('proof.pending', {
                n: String(status.data.pending),
              })}`}
          </summary>
          <pre className={styles.block}>{status.data.checkpoint}</pre>
        </details>
      )}
      {choice?.control}
      <div className={styles.buttons}>
        <Button
          variant="secondary"
          size="small"
          iconStart={<RiDownloadLine />}
          onPress={download}
        >
          {t('proof.download')}
        </Button>
        <Button
          variant="secondary"
          size="small"
          iconStart={<RiShieldCheckLine />}
          isPending={verification.isPending}
          isDisabled={keys.length === 0}
          onPress={() => verification.verify(keys)}
        >
          {t('proof.verify')}
        </Button>
      </div>
      {(failure ?? verification.failure) && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('proof.failed')}
          description={failure ?? verification.failure}
        />
      )}
      {result && (
        <div role="status">
          <Alert
            status={result.ok ? 'success' : 'danger'}
            icon
            title={
              result.ok && result.proven
                ? t('proof.ok', { count: result.proven.entries.length })
                : t('proof.bad')
            }
            description={
              result.ok && result.proven
                ? `${t('proof.log', {
                    count: result.proven.treeSize,
                    size: String(result.proven.treeSize),
                    root: `${result.proven.rootHash.slice(0, 12)}…`,
                  })} ${t('proof.keyNote')}`
                : result.problems.map(p => p.message).join(' ')
            }
          />
          {story && <StoryClaims story={story} />}
          <details className={styles.limits}>
            <summary>{t('proof.limits')}</summary>
            <ul>
              {result.limits.map(limit => (
                <li key={limit}>{limit}</li>
              ))}
            </ul>
          </details>
        </div>
      )}
      <VerifyCommand file={file} keys={keys} />
      {references && (
        <ChainDownload
          number={number}
          source={source}
          references={references}
        />
      )}
    </Panel>
  );
}

import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { RiDownloadLine, RiShieldCheckLine } from '@remixicon/react';
import { useState } from 'react';
import {
  readRefusal,
  useAsyncData,
  CopyButton,
  Panel,
  ErrorPanel,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import { useChangePage } from './ChangeContext';
import styles from './ProofPanel.module.css';
import { StoryClaims } from './StoryClaims';
import { useVerification } from './useVerification';

/** Where the records of this change stand in the ledger, and how anybody can check them. */
export function ProofPanel() {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const { detail, generation } = useChangePage();
  const { number } = detail.change;
  const status = useAsyncData(
    `ledger/${generation}`,
    signal => api.getLedgerStatus({ signal }),
    { keepPrevious: true },
  );
  const verification = useVerification(number);
  const [failure, setFailure] = useState<string>();
  const file = `${number}.evidence.json`;
  const keys = status.data?.verifierKeys ?? [];
  const command = [
    'countersign verify',
    file,
    ...keys.map(key => `--key '${key}'`),
  ].join(' ');

  const download = async () => {
    setFailure(undefined);
    try {
      save(await api.getEvidence(number), file);
    } catch (error) {
      setFailure(readRefusal(error).message);
    }
  };
  const { result, story } = verification;
  return (
    <Panel title={t('change.section.proof')}>
      {status.error && (
        <ErrorPanel
          what={t('change.proof.what')}
          error={status.error}
          onRetry={status.refetch}
        />
      )}
      {status.data && (
        <details>
          <summary>
            {t('change.proof.checkpoint', {
              size: status.data.treeSize.toLocaleString('en-GB'),
            })}
            {status.data.pending > 0 &&
              ` · ${t('change.proof.pending', {
                n: String(status.data.pending),
              })}`}
          </summary>
          <pre className={styles.block}>{status.data.checkpoint}</pre>
        </details>
      )}
      <div className={styles.buttons}>
        <Button
          variant="secondary"
          size="small"
          iconStart={<RiDownloadLine />}
          onPress={download}
        >
          {t('change.proof.download')}
        </Button>
        <Button
          variant="secondary"
          size="small"
          iconStart={<RiShieldCheckLine />}
          isPending={verification.isPending}
          isDisabled={keys.length === 0}
          onPress={() => verification.verify(keys)}
        >
          {t('change.proof.verify')}
        </Button>
      </div>
      {(failure ?? verification.failure) && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('change.proof.failed')}
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
                ? t('change.proof.ok', {
                    n: String(result.proven.entries.length),
                    size: String(result.proven.treeSize),
                    root: `${result.proven.rootHash.slice(0, 12)}…`,
                  })
                : t('change.proof.bad')
            }
            description={
              result.ok
                ? t('change.proof.keyNote')
                : result.problems.map(p => p.message).join(' ')
            }
          />
          {story && <StoryClaims story={story} />}
          <details className={styles.limits}>
            <summary>{t('change.proof.limits')}</summary>
            <ul>
              {result.limits.map(limit => (
                <li key={limit}>{limit}</li>
              ))}
            </ul>
          </details>
        </div>
      )}
      <div>
        <span className={styles.quiet}>{t('change.proof.command')}</span>
        <div className={styles.command}>
          <code>{command}</code>
          <CopyButton text={command} name={t('change.proof.copyCommand')} />
        </div>
      </div>
    </Panel>
  );
}

/** Hands the exact bytes to the browser as a file. */
function save(bytes: Uint8Array, name: string) {
  const url = URL.createObjectURL(
    new Blob([bytes.slice().buffer], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

import { useApi } from '@backstage/frontend-plugin-api';
import {
  ErrorPanel,
  useAsyncData,
  useTexts,
  VerifyCommand,
} from '@countersign/plugin-governance-react';
import { evidenceApiRef } from '../api';
import { complianceEvidenceTranslationRef } from '../translation';

/** How a pack and what goes with it are verified, by the keys of the ledger of this portal. */
export function PackCommand(props: {
  files: readonly string[];
  /** After the files, such as the row. */
  options?: string;
}) {
  const { files, options } = props;
  const api = useApi(evidenceApiRef);
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const ledger = useAsyncData(
    'compliance-evidence/ledger-keys',
    signal => api.getLedgerStatus({ signal }),
    { shared: true },
  );
  if (ledger.error) {
    return (
      <ErrorPanel
        what={t('keys')}
        error={ledger.error}
        onRetry={ledger.refetch}
      />
    );
  }
  return (
    <VerifyCommand
      file={[...files, options].filter(Boolean).join(' ')}
      keys={ledger.data?.verifierKeys ?? []}
    />
  );
}

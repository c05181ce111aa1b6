import { useApi } from '@backstage/frontend-plugin-api';
import {
  Digest,
  Panel,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { evidenceApiRef } from '../api';
import { complianceEvidenceTranslationRef } from '../translation';
import styles from './Evidence.module.css';
import { PackCommand } from './PackCommand';
import { DownloadButton, packName, sizeText } from './parts';

/** How anybody checks the pack of a run without the portal: a command, and the page that does the same in a browser. */
export function VerifyPanel({ number }: { number: string }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(evidenceApiRef);
  const verifier = useAsyncData(
    'compliance-evidence/verifier',
    signal => api.getVerifier({ signal }),
    { shared: true },
  );
  const page = verifier.data?.page;
  return (
    <Panel title={t('run.verify.title')}>
      <span className={styles.quiet}>{t('run.verify.lead')}</span>
      <PackCommand files={[packName(number)]} />
      {page && (
        <div className={styles.stack}>
          <span>{t('run.verify.page')}</span>
          <div className={styles.row}>
            <DownloadButton
              name="verify.html"
              text={t('run.verify.download')}
              type="text/html"
              load={() => api.getVerifierPage()}
            />
            {sizeText(page.size)} <Digest value={page.sha256} />
          </div>
          <span className={styles.quiet}>{t('run.verify.trust')}</span>
        </div>
      )}
    </Panel>
  );
}

import { useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink, Link } from '@backstage/ui';
import {
  inquiryAskPermission,
  inquiryCheckPermission,
  RunDetail,
} from '@countersign/plugin-compliance-evidence-common';
import { Panel, useTexts } from '@countersign/plugin-governance-react';
import { consoleRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import styles from './Evidence.module.css';
import { SampleButton, SeedButton, ShadowButton } from './InquiryDialogs';

/** What can be asked of a run afterwards, and where the answers are. */
export function InquiryPanel({ detail }: { detail: RunDetail }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const console = useRouteRef(consoleRouteRef)?.();
  const { allowed: mayAsk } = usePermission({
    permission: inquiryAskPermission,
  });
  const { allowed: mayCheck } = usePermission({
    permission: inquiryCheckPermission,
  });
  const { number } = detail.run;
  const here = `${console}?run=${number}`;
  const isErased = detail.keeping.erased !== undefined;
  return (
    <Panel
      title={t('inquiry.next.title')}
      aside={console && <Link href={here}>{t('inquiry.next.list')}</Link>}
    >
      {detail.pack && !isErased ? (
        <div className={styles.row}>
          {mayAsk && console && (
            <ButtonLink size="small" variant="secondary" href={here}>
              {t('inquiry.next.ask')}
            </ButtonLink>
          )}
          {mayAsk && <SampleButton detail={detail} />}
          {mayCheck && <ShadowButton detail={detail} />}
          {mayCheck && <SeedButton number={number} />}
        </div>
      ) : (
        <span className={styles.quiet}>
          {t(isErased ? 'inquiry.next.erased' : 'inquiry.next.noPack')}
        </span>
      )}
    </Panel>
  );
}

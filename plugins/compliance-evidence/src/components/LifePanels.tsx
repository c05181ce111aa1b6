import {
  Finding,
  Reference,
} from '@countersign/plugin-compliance-evidence-common';
import {
  absoluteTime,
  ActorLink,
  Panel,
  RecordNumber,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { complianceEvidenceTranslationRef } from '../translation';
import styles from './Evidence.module.css';
import { countText } from './parts';

function Signed({ by, at }: { by: string; at: string }) {
  return (
    <span className={styles.quiet}>
      <ActorLink actor={by} /> <RelativeTime instant={at} />
    </span>
  );
}

function References({ references }: { references: readonly Reference[] }) {
  return (
    <ul className={styles.lines}>
      {references.map(({ reference, detail }) => (
        <li key={reference}>
          <RecordNumber number={reference} /> {detail}
        </li>
      ))}
    </ul>
  );
}

/** What people said and decided about it so far. */
export function LifePanels({ finding }: { finding: Finding }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { explanation, acceptance, remediation, closing, state } = finding;
  return (
    <>
      {explanation && (
        <Panel
          title={t('finding.explanation')}
          aside={<Signed {...explanation} />}
        >
          <p>{explanation.text}</p>
          <References references={explanation.evidence} />
        </Panel>
      )}
      {acceptance && (
        <Panel
          title={t('finding.acceptance')}
          aside={<Signed {...acceptance} />}
        >
          <p>{acceptance.reason}</p>
          <span>
            {t('finding.acceptedUntil')} {absoluteTime(acceptance.until)}
            {state === 'open' && ` · ${t('finding.acceptanceEnded')}`}
          </span>
        </Panel>
      )}
      {remediation && (
        <Panel
          title={t('finding.remediation')}
          aside={<Signed {...remediation} />}
        >
          <p>{remediation.text}</p>
          <RecordNumber number={remediation.change.number} />
        </Panel>
      )}
      {closing && (
        <Panel title={t('finding.closing')} aside={<Signed {...closing} />}>
          <p>{closing.text}</p>
          <span className={styles.row}>
            {closing.absence ? (
              <>
                {t('finding.closedBy', {
                  rows: countText(closing.absence.rows),
                })}
                <RecordNumber number={closing.absence.run} />
              </>
            ) : (
              t('finding.closedByExplanation')
            )}
          </span>
        </Panel>
      )}
    </>
  );
}

import { useApi } from '@backstage/frontend-plugin-api';
import { ParityList } from '@countersign/plugin-compliance-evidence-common';
import {
  absoluteTime,
  AsyncContent,
  Panel,
  RecordNumber,
  ToneBadge,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  RiCheckLine,
  RiErrorWarningLine,
  RiShieldCheckLine,
  RiTimeLine,
} from '@remixicon/react';
import { inquiryApiRef } from '../api';
import { complianceEvidenceTranslationRef } from '../translation';
import styles from './Evidence.module.css';

/** Whether a report may replace what is made by hand: the record of its shadow runs, the latest day first. */
export function ParityPanel({ report }: { report: string }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(inquiryApiRef);
  const parity = useAsyncData(report, signal =>
    api.getParity(report, { signal }),
  );
  return (
    <Panel title={t('inquiry.parity.title')}>
      <AsyncContent what={t('inquiry.parity.what')} rows={2} result={parity}>
        {({ items }) =>
          items.length === 0 ? (
            <span className={styles.quiet}>{t('inquiry.parity.none')}</span>
          ) : (
            <>
              {items.map(item => (
                <ParityLines key={item.question} item={item} />
              ))}
            </>
          )
        }
      </AsyncContent>
    </Panel>
  );
}

function ParityLines({ item }: { item: ParityList['items'][number] }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { title, trusted, inARow, needed, days, broken } = item;
  const counted = t('inquiry.parity.counting', {
    inARow: String(inARow),
    needed: String(needed),
  });
  return (
    <div className={styles.stack}>
      <div className={styles.between}>
        <span>{title}</span>
        {trusted ? (
          <ToneBadge tone="success" icon={RiShieldCheckLine}>
            {t('inquiry.parity.trusted')} · {counted}
          </ToneBadge>
        ) : (
          <ToneBadge tone="neutral" icon={RiTimeLine}>
            {counted}
          </ToneBadge>
        )}
      </div>
      {broken && (
        <span className={styles.quiet}>
          {t(`inquiry.parity.brokenBy.${broken.by}`, {
            at: absoluteTime(broken.at),
          })}
        </span>
      )}
      <ul className={styles.lines}>
        {days.map(({ inquiry, run, matches }) => (
          <li key={inquiry}>
            <span className={styles.grow}>
              <RecordNumber number={run} hideCopy />{' '}
              <RecordNumber number={inquiry} hideCopy />
            </span>
            <ToneBadge
              tone={matches ? 'success' : 'danger'}
              icon={matches ? RiCheckLine : RiErrorWarningLine}
            >
              {t(`inquiry.parity.${matches ? 'matches' : 'differs'}`)}
            </ToneBadge>
          </li>
        ))}
      </ul>
    </div>
  );
}

import { ApprovalOverview } from '@countersign/plugin-change-management-common';
import { Digest, useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './ChangePage.module.css';

/** What an approval is bound to, by digest. */
export function SubjectList(props: { approvals: ApprovalOverview }) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { subject, subjectDigest, policy } = props.approvals;
  const none = t('change.subject.none');
  return (
    <dl className={styles.facts}>
      <dt>{t('change.subject.planDigest')}</dt>
      <dd>
        {subject.planDigest ? <Digest value={subject.planDigest} /> : none}
      </dd>
      <dt>{t('change.subject.commit')}</dt>
      <dd>{subject.commit ? <Digest value={subject.commit} /> : none}</dd>
      <dt>{t('change.subject.policyDigest')}</dt>
      <dd>
        {policy.name} <Digest value={policy.digest} />
      </dd>
      {subject.texts && (
        <>
          <dt>{t('change.subject.words')}</dt>
          <dd>{t('change.subject.wordsAs')}</dd>
        </>
      )}
      <dt>{t('change.subject.digest')}</dt>
      <dd>
        <Digest value={subjectDigest} />
      </dd>
    </dl>
  );
}

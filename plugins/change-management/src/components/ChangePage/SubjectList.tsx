import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ApprovalOverview } from '@countersign/plugin-change-management-common';
import {
  Digest,
  EntityLink,
  WindowText,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './ChangePage.module.css';

/** Exactly what an approval is bound to. */
export function SubjectList(props: { approvals: ApprovalOverview }) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { subject, subjectDigest, policy } = props.approvals;
  const none = t('change.subject.none');
  return (
    <dl className={styles.facts}>
      {subject.title !== undefined && (
        <>
          <dt>{t('change.subject.title')}</dt>
          <dd className={styles.wrap}>{subject.title}</dd>
        </>
      )}
      <dt>{t('change.subject.planDigest')}</dt>
      <dd>
        {subject.planDigest ? <Digest value={subject.planDigest} /> : none}
      </dd>
      <dt>{t('change.subject.commit')}</dt>
      <dd>{subject.commit ? <Digest value={subject.commit} /> : none}</dd>
      <dt>{t('change.subject.window')}</dt>
      <dd>
        <WindowText window={subject.window ?? undefined} />
      </dd>
      <dt>{t('change.subject.policyDigest')}</dt>
      <dd>
        {policy.name} <Digest value={policy.digest} />
      </dd>
      <dt>{t('change.subject.environment')}</dt>
      <dd>{subject.environment}</dd>
      <dt>{t('change.subject.items')}</dt>
      <dd className={styles.inline}>
        {subject.items.map(item => (
          <EntityLink key={item} entityRef={item} />
        ))}
      </dd>
      {subject.risk && (
        <>
          <dt>{t('change.subject.risk')}</dt>
          <dd>{t(`shared.risk.${subject.risk}`)}</dd>
        </>
      )}
      {subject.acceptances && subject.acceptances.length > 0 && (
        <>
          <dt>{t('change.subject.acceptances')}</dt>
          <dd>{subject.acceptances.length}</dd>
        </>
      )}
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

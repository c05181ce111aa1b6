import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { ApprovalSubject } from '@countersign/plugin-change-management-common';
import { ReactNode } from 'react';
import { changeManagementTranslationRef } from '../../translation';
import { Digest } from '../Refs';
import { WindowText } from '../time';
import styles from './ChangePage.module.css';
import { useDifferences } from './useLook';

/** Longer texts are read on the page. */
const LONGEST = 120;

type Show = (subject: ApprovalSubject) => ReactNode;

/** Fields that are more than a word. */
const shown: Partial<Record<keyof ApprovalSubject, Show>> = {
  planDigest: s => s.planDigest && <Digest value={s.planDigest} />,
  commit: s => s.commit && <Digest value={s.commit} />,
  policyDigest: s => <Digest value={s.policyDigest} />,
  window: s => s.window && <WindowText window={s.window} hideRelative />,
  items: s => (
    <span className={styles.inline}>
      {s.items.map(item => (
        <EntityRefLink key={item} entityRef={item} />
      ))}
    </span>
  ),
  template: s => s.template?.id,
  stack: s => s.stack && Object.values(s.stack).join(' · '),
  acceptances: s => s.acceptances?.length,
};

/** One value of what is approved, as short as it can be told. */
export function SubjectValue(props: {
  field: string;
  subject: ApprovalSubject;
}) {
  const { field, subject } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const digest = field === 'links' ? subject.links : subject.texts?.[field];
  if (digest) return <TextValue digest={digest} />;
  const show = shown[field as keyof ApprovalSubject];
  const value = show
    ? show(subject)
    : subject[field as 'title' | 'type' | 'category' | 'team' | 'risk'];
  return <>{value || t('change.subject.none')}</>;
}

/** A short text as it is; of a longer one, or one from before this visit, only that it is another. */
function TextValue(props: { digest: string }) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const text = useDifferences().textOf(props.digest);
  if (text === undefined) return <>{t('change.looked.earlier')}</>;
  if (!text.trim()) return <>{t('change.subject.none')}</>;
  return text.length > LONGEST ? (
    <>{t('change.looked.rewritten')}</>
  ) : (
    <q>{text}</q>
  );
}

import { ApprovalSubject } from '@countersign/plugin-change-management-common';
import { ReactNode } from 'react';
import {
  Digest,
  EntityLink,
  Texts,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './ChangePage.module.css';
import { useDifferences } from './useLook';
import { usePlanText } from './usePlanText';

/** Longer texts are read on the page. */
const LONGEST = 120;

type Translate = Texts<typeof changeManagementTranslationRef.T>;
type Show = (subject: ApprovalSubject, t: Translate) => ReactNode;

/** Fields that are more than a word. */
const shown: Partial<Record<string, Show>> = {
  commit: s => s.commit && <Digest value={s.commit} />,
  policyDigest: s => <Digest value={s.policyDigest} />,
  window: s => s.window && <WindowText window={s.window} hideRelative />,
  items: s => (
    <span className={styles.inline}>
      {s.items.map(item => (
        <EntityLink key={item} entityRef={item} />
      ))}
    </span>
  ),
  template: s => s.template?.id,
  stack: s => s.stack && Object.values(s.stack).join(' · '),
  acceptances: s => s.acceptances?.length,
  title: s => s.title,
  type: (s, t) => t(`shared.type.${s.type}`),
  category: (s, t) => s.category && t(`form.category.${s.category}`),
  reliabilityFix: (s, t) =>
    t(s.reliabilityFix ? 'change.subject.yes' : 'change.subject.no'),
  environment: s => s.environment,
  team: s => s.team && <EntityLink entityRef={s.team} />,
  risk: (s, t) => s.risk && t(`shared.risk.${s.risk}`),
};

const textDigestOf = (subject: ApprovalSubject, field: string) =>
  field === 'links' ? subject.links : subject.texts?.[field];

/** One field of what is approved: what the reader saw, and what stands there now. */
export function SubjectChange(props: {
  field: string;
  before: ApprovalSubject;
  after: ApprovalSubject;
}) {
  const { field, before, after } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const { textOf, countsOf } = useDifferences();
  const planText = usePlanText();
  const none = t('change.subject.none');
  if (field === 'planDigest') {
    const [was, is] = [before, after].map(({ planDigest }) => {
      const counts = planDigest && countsOf(planDigest);
      return (
        planDigest && (
          <>
            {counts && `${planText(counts)} `}
            <Digest value={planDigest} />
          </>
        )
      );
    });
    return (
      <>
        <span>{was || none}</span>
        <span>→</span>
        <span>{is || none}</span>
      </>
    );
  }
  const show = shown[field];
  if (show) {
    return (
      <>
        <span>{show(before, t) || none}</span>
        <span>→</span>
        <span>{show(after, t) || none}</span>
      </>
    );
  }
  const texts = [before, after].map(subject => {
    const digest = textDigestOf(subject, field);
    return digest ? textOf(digest) : '';
  });
  const isShort = (text?: string) =>
    text !== undefined && text.length <= LONGEST;
  if (!texts.some(isShort)) return <>{t('change.looked.rewritten')}</>;
  const [was, is] = texts.map(text =>
    isShort(text) ? text?.trim() || none : t('change.looked.otherText'),
  );
  return (
    <>
      <span>{was}</span>
      <span>→</span>
      <span>{is}</span>
    </>
  );
}

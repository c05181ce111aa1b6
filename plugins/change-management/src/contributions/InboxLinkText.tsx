import { useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../translation';

/** "All 12 approvals you can give", as text of a link. */
export function InboxLinkText(props: {
  list: 'approvals' | 'mine';
  count: { value: number; capped: boolean };
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { value, capped } = props.count;
  const total = `${value.toLocaleString('en-GB')}${capped ? '+' : ''}`;
  return <>{t(`cards.inbox.${props.list}`, { total })}</>;
}

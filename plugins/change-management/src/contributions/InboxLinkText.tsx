import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { changeManagementTranslationRef } from '../translation';

/** "All 12 approvals you can give", as text of a link. */
export function InboxLinkText(props: {
  list: 'approvals' | 'mine';
  count: { value: number; capped: boolean };
}) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { value, capped } = props.count;
  const total = `${value.toLocaleString('en-GB')}${capped ? '+' : ''}`;
  return <>{t(`cards.inbox.${props.list}`, { total })}</>;
}

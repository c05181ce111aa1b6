import { EvidenceRequest } from '@countersign/plugin-compliance-evidence-common';
import {
  RelativeTime,
  ToneBadge,
  useNow,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RiAlarmLine } from '@remixicon/react';
import { complianceEvidenceTranslationRef } from '../translation';

/** Whether the day of a request has come and it is not settled. */
export function isOverdue(
  { state, due }: Pick<EvidenceRequest, 'state' | 'due'>,
  now: number,
): boolean {
  return (state === 'open' || state === 'answered') && Date.parse(due) < now;
}

/** When a request is due, and that it is overdue. */
export function DueTime({ request }: { request: EvidenceRequest }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const now = useNow();
  return isOverdue(request, now) ? (
    <ToneBadge tone="danger" icon={RiAlarmLine}>
      {t('request.overdue')} <RelativeTime instant={request.due} />
    </ToneBadge>
  ) : (
    <RelativeTime instant={request.due} />
  );
}

import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import { severityClass } from '@countersign/plugin-service-logs-common';
import { serviceLogsTranslationRef } from '../../translation';
import { severityLooks } from './severityLooks';

/** How severe an entry is, in one word for each class; what its writer called it is told on hover. */
export function SeverityBadge(props: { number: number; text?: string }) {
  const { t } = useTexts(serviceLogsTranslationRef);
  const kind = severityClass(props.number);
  return (
    <ToneBadge {...severityLooks[kind]} label={props.text}>
      {t(`severity.${kind}`)}
    </ToneBadge>
  );
}

import { DemoDelivery } from '@countersign/plugin-incident-management-node';
import { AlertEventMessage } from '@countersign/plugin-service-levels-common';
import { SloAlert } from './types';

/** The name of the integration and of the kind of the portal's own alerts. */
const SERVICE_LEVELS = 'service-levels';

/** What service levels told of an alert when it happened. */
export function deliveryOf(
  alert: SloAlert,
  happening: 'fired' | 'resolved',
): DemoDelivery {
  const { firedAt, resolvedAt, acknowledged, severity, entries, ...about } =
    alert;
  const time = happening === 'fired' ? firedAt : resolvedAt ?? firedAt;
  const event: AlertEventMessage = {
    specversion: '1.0',
    id: `${alert.number}.${happening}`,
    source: '/service-levels',
    type: `countersign.alert.${happening}`,
    subject: alert.number,
    time,
    datacontenttype: 'application/json',
    entrydigest: entries?.[happening],
    data: {
      ...about,
      happening,
      phases: [
        {
          severity,
          startsAt: firedAt,
          ...(happening === 'resolved' && { endsAt: time }),
        },
      ],
      link: `/slos/objectives/${alert.objective}`,
    },
  };
  return {
    integration: SERVICE_LEVELS,
    kind: SERVICE_LEVELS,
    body: JSON.parse(JSON.stringify(event)),
  };
}

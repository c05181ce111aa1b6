import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  OUTCOME,
  publishGauges,
  Timings,
} from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import { DeliveryStore } from '../database/DeliveryStore';
import { Taken } from '../services/IncidentOpener';

/** The label that says which kind of sender a delivery is of. */
export const SENDER = 'incident_management.sender';

/** What whoever watches the portal sees of the intake of alerts. */
export interface IntakeMeters {
  /** Of deliveries, until they are answered. */
  deliveries: Pick<Timings, 'time'>;
  /** Alerts of a group were told to an incident. */
  became(outcome: Taken['became']): void;
}

/** Publishes what is to be seen of the intake. */
export function createIntakeMeters(
  metrics: Pick<
    MetricsService,
    'createCounter' | 'createHistogram' | 'createObservableGauge'
  >,
  { knex, store }: { knex: Knex; store: Pick<DeliveryStore, 'figures'> },
): IntakeMeters {
  const incidents = metrics.createCounter('incident_management.alerts.taken', {
    description:
      'Groups of alerts that were told to an incident, by what became of it',
    unit: '{group}',
  });
  publishGauges(metrics, [
    {
      name: 'incident_management.intake.waiting',
      description: 'Deliveries of alerts that are not read yet',
      unit: '{delivery}',
      read: async () => (await store.figures(knex)).waiting,
    },
    {
      name: 'incident_management.intake.lag',
      description:
        'How long ago the oldest delivery arrived that is not read yet',
      unit: 's',
      read: async () => (await store.figures(knex)).lagSeconds,
    },
  ]);
  return {
    deliveries: new Timings(
      metrics,
      'incident_management.intake.duration',
      'How long it takes to answer whoever delivers alerts, by what is answered',
    ),
    became: outcome => incidents.add(1, { [OUTCOME]: outcome }),
  };
}

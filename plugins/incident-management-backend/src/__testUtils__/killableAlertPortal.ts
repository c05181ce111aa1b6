import { JsonObject } from '@backstage/types';
import {
  connectionOf,
  KillablePortal,
  signingKey,
} from '@countersign/plugin-governance-test-utils';
import { Knex } from 'knex';
import {
  alertmanagerWith,
  basicWith,
  intakeConfig,
  olive,
} from './alertPortal';

/** A portal that takes alerts in, in a process of its own that may be killed at any moment. */
export function killableAlertPortal(
  knex: Knex,
  settings: JsonObject = {},
): KillablePortal {
  return new KillablePortal({
    pluginId: 'incident-management',
    program: `${__dirname}/alertPortalProcess.ts`,
    config: {
      ledger: { signingKey },
      incidentManagement: { intake: intakeConfig, ...settings },
    },
    database: connectionOf(knex),
  });
}

/** Sends it an alert, as Prometheus does. */
export async function sendAlert(
  portal: KillablePortal,
  alert: Parameters<typeof alertmanagerWith>[0],
): Promise<Response> {
  return fetch(`${await portal.api.as(olive).baseUrl()}/intake/prometheus`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...basicWith() },
    body: JSON.stringify(alertmanagerWith(alert)),
  });
}

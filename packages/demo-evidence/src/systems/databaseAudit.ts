import { changesOf } from '../changes';
import { applications, instant } from '../estate';
import { Quarter } from '../Quarter';
import { AuditFlaw, violationsOf } from '../violations';
import { System } from './System';

/** The audit logs of the databases. */
export const databaseAudit: System = {
  title: 'Database audit logs',
  collections: {
    changes: { asked: 'from-to', format: 'ndjson', records: changes },
    'audit-settings': { asked: 'at', format: 'ndjson', records: settings },
  },
};

function* changes(quarter: Quarter, now: number) {
  for (const order of changesOf(quarter, violationsOf(quarter))) {
    for (const { id, at, command, object } of order.changes) {
      if (at > now) return;
      yield {
        id,
        at: instant(at),
        database: { application: order.application.application },
        session: {
          user: order.actor.mail,
          ...(order.names && { ticket: order.names }),
        },
        statement: { command, object },
      };
    }
  }
}

function* settings(quarter: Quarter) {
  const { audit } = violationsOf(quarter);
  for (const { application } of applications) {
    const flaw = audit.get(application);
    if (flaw !== 'unknown') {
      yield { application, ...settingsBy(flaw) };
    }
  }
}

function settingsBy(flaw?: AuditFlaw) {
  return {
    logging: flaw !== 'off',
    retentionDays: flaw === 'kept too short' ? 90 : 400,
  };
}

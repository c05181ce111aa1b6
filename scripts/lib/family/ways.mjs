import { allowAll, denyAll } from './denyAll.mjs';

const meet = 'Where areas meet';
const changes = 'Change management';
const incidents = 'Incidents and problems';

/**
 * The ways in which somebody else's portal runs. Each is a list of portals that run one after the other on one database:
 *
 * - `kind`: of the stock app, where it is another than that which is tried: `legacy` for the old frontend system
 * - `tests`: the folder of its tests, below `packages/app/e2e-tests/stock`; the way's own name where there is none
 * - `areas`: headings of the guide that are installed; all where there is none
 * - `database`: `own` for a database a plugin, as the guide has it; `schemas` for one that plugins share, each with a
 *   schema, as a role that may make nothing else; `stock` for what a new app comes with
 * - `pages`: paths of pages by the ids of their plugins
 * - `config`: over what the guide has
 * - `guest`: who of the catalog signs in as the guest; `guest` where there is none
 * - `without`, `lines`: the end of the name of a stock module of the backend that is taken out, and lines that come in
 * - `under`: the path at which a proxy shows it
 */
export const ways = {
  open: [{}],
  job: [{ tests: 'filed' }, { tests: 'approved', guest: 'anna' }],
  denied: [{ without: allowAll, lines: denyAll }],
  sqlite: [{ database: 'stock' }],
  alone: [
    changes,
    'Service levels',
    incidents,
    'Compliance evidence',
    'Chaos drills',
    'Logs',
    'Dashboard',
  ].map(area => ({ tests: 'alone', areas: [area] })),
  removed: [
    { tests: 'pair', areas: [meet, changes, incidents] },
    { tests: 'removed', areas: [meet, incidents] },
    { tests: 'returned', areas: [meet, changes, incidents] },
  ],
  moved: [
    {
      pages: {
        'change-management': '/rfc',
        'service-levels': '/reliability/objectives',
        'incident-management': '/desk',
        'compliance-evidence': '/audit',
        'chaos-drills': '/reliability/exercises',
        'service-logs': '/reliability/lines',
        'governance-dashboard': '/board',
      },
      config: {
        // Sooner than every five minutes.
        search: {
          collators: {
            changeRequests: {
              schedule: {
                frequency: { seconds: 15 },
                timeout: { minutes: 1 },
                initialDelay: { seconds: 5 },
              },
            },
          },
        },
      },
    },
  ],
  legacy: [{ kind: 'legacy' }],
  'sub-path': [{ under: '/portal' }],
  schemas: [{ database: 'schemas' }],
};

import {
  createBackendPlugin,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  areaDeps,
  AreaFoundation,
  AttemptLog,
  Caller,
  createAreaRouter,
  entryEvent,
  Journal,
  PermissionAuthorizer,
  PlainAccess,
  RememberingAuthorizer,
  resourcesOf,
  serveArea,
} from '@countersign/plugin-governance-node';
import { incidentManagementServiceRef } from '@countersign/plugin-incident-management-node';
import {
  logDestinationsExtensionPoint,
  logSourcesExtensionPoint,
} from '@countersign/plugin-service-logs-node';
import {
  logEntries,
  LogEntrySchemas,
  LOG_EVENT_TOPIC,
  logPermissions,
} from '@countersign/plugin-service-logs-common';
import { version } from '../package.json';
import { logKind, logResourceRef, logRules } from './access';
import { registerActions } from './actions/registerActions';
import { ExportStore } from './database/ExportStore';
import { QueryStore } from './database/QueryStore';
import { ReadingStore } from './database/ReadingStore';
import { operations } from './operations';
import { Definitions } from './services/Definitions';
import { DestinationRegistry } from './services/DestinationRegistry';
import { LogEntities } from './services/LogEntities';
import { LogExports } from './services/LogExports';
import { LogReader } from './services/LogReader';
import { LogReadings } from './services/LogReadings';
import { Responders } from './services/Responders';
import { SavedQueries } from './services/SavedQueries';
import { SentResults } from './services/SentResults';
import { SourceRegistry } from './services/SourceRegistry';
import { readSettings } from './settings';

const pluginId = 'service-logs';

/** Logs of services: wiring only. */
export const serviceLogsPlugin = createBackendPlugin({
  pluginId,
  register(env) {
    const sources = new SourceRegistry();
    env.registerExtensionPoint(logSourcesExtensionPoint, sources);
    const destinations = new DestinationRegistry();
    env.registerExtensionPoint(logDestinationsExtensionPoint, destinations);
    env.registerInit({
      deps: { ...areaDeps, incidents: incidentManagementServiceRef },
      async init(deps) {
        const settings = readSettings(deps.config);
        const foundation = await AreaFoundation.open(deps, {
          pluginId,
          title: 'Service logs',
          topic: 'Logs',
          ...settings,
          migrations: resolvePackagePath(
            '@countersign/plugin-service-logs-backend',
            'migrations',
          ),
        });
        if (!foundation) return;
        const { ledger } = foundation;
        const authorizer = new RememberingAuthorizer(
          new PermissionAuthorizer(logKind, deps),
        );
        const entities = new LogEntities(
          deps.cmdb,
          authorizer,
          new Responders(deps),
        );
        const journal = new Journal<LogEntrySchemas>({
          ...foundation,
          entries: logEntries,
          onMessages: foundation.onMessages,
          eventOf: entry =>
            entryEvent(entry, { topic: LOG_EVENT_TOPIC, pluginId }),
        });
        const readings = new LogReadings({
          journal,
          entities,
          store: new ReadingStore(),
        });
        const queries = new SavedQueries({
          journal,
          entities,
          store: new QueryStore(),
          access: new PlainAccess(deps.permissions),
        });
        const exports = new LogExports({
          ...settings,
          sources,
          entities,
          journal,
          ledger,
          store: new ExportStore(),
        });
        const services = {
          queries,
          readings,
          exports,
          sent: new SentResults({ journal, entities, exports, destinations }),
          reader: new LogReader({
            ...settings,
            sources,
            entities,
            queries,
            readings,
            destinations,
            definitions: new Definitions({
              folder: settings.definitions,
              logger: deps.logger,
            }),
          }),
          async ledger(caller: Caller) {
            (await authorizer.rights(caller)).demandReading();
            return ledger;
          },
        };

        deps.registry.addResourceType({
          resourceRef: logResourceRef,
          permissions: logPermissions,
          rules: Object.values(logRules),
          getResources: resourcesOf(logKind, refs => entities.find(refs)),
        });
        const attempts = new AttemptLog(deps);
        registerActions({
          attempts,
          registry: deps.actions,
          reader: services.reader,
        });
        serveArea(
          deps,
          createAreaRouter({
            ...deps,
            operations,
            services,
            attempts,
            area: {
              pluginId,
              title: 'Logs',
              version,
              description:
                'What services write into their logs, found, counted, followed and kept as evidence.',
            },
          }),
        );
        await foundation.start();
        deps.lifecycle.addShutdownHook(() => foundation.stop());
      },
    });
  },
});

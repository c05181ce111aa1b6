import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { changeManagementPermissions } from '@countersign/plugin-change-management-common';
import {
  changeRequestResourceRef,
  changeRequestRules,
  DemoChanges,
  demoChangesExtensionPoint,
  gateCheckExtensionPoint,
  riskFactorExtensionPoint,
  riskFloorExtensionPoint,
} from '@countersign/plugin-change-management-node';
import {
  areaDeps,
  AreaFoundation,
  AttemptLog,
  demoProgressServiceRef,
  ImportDesk,
  PermissionAuthorizer,
  PlainAccess,
  RememberingAuthorizer,
  resourcesOf,
  serveArea,
  Timings,
} from '@countersign/plugin-governance-node';
import { changeKind } from './access/Authorizer';
import { raisedErrors } from './database/databaseErrors';
import { registerActions } from './actions/registerActions';
import { ChangeStore } from './database/ChangeStore';
import { changeDatabase } from './database/changeDatabase';
import { createDemoRecords } from './demo/demoRecords';
import { GateSources } from './gate/GateSources';
import { PlanReader } from './plans/PlanReader';
import { RiskSources } from './risk/RiskSources';
import { importPermissions } from './operations/imports';
import { createRouter } from './router';
import { createServices } from './services/createServices';
import { readSettings } from './settings';
import { scheduleTasks } from './tasks';

/**
 * Change management: requests, approvals, risk, the calendar, the deployment gate and reconciliation.
 *
 * @public
 */
export const changeManagementPlugin = createBackendPlugin({
  pluginId: 'change-management',
  register(env) {
    const riskSources = new RiskSources();
    env.registerExtensionPoint(riskFactorExtensionPoint, riskSources);
    env.registerExtensionPoint(riskFloorExtensionPoint, riskSources);
    const gateSources = new GateSources();
    env.registerExtensionPoint(gateCheckExtensionPoint, gateSources);

    let demoChanges: DemoChanges | undefined;
    env.registerExtensionPoint(demoChangesExtensionPoint, {
      setDemoChanges(changes) {
        if (demoChanges) {
          throw new Error('There are demo changes of another module already');
        }
        demoChanges = changes;
      },
    });

    env.registerInit({
      deps: { ...areaDeps, demoProgress: demoProgressServiceRef },
      async init(deps) {
        const { config, httpAuth, logger, scheduler } = deps;
        const settings = readSettings(config);
        const foundation = await AreaFoundation.open(deps, {
          ...changeDatabase,
          title: 'Change management',
          topic: 'Changes',
          ledgerOrigin: settings.ledgerOrigin,
          pages: settings.pages,
        });
        if (!foundation) return;
        const { knex, ledger, onMessages } = foundation;
        const planReader = new PlanReader({ logger });
        const common = {
          knex,
          ledger,
          cmdb: deps.cmdb,
          settings,
          logger,
          riskSources,
          gateSources,
          planReader,
          onMessages,
        };
        const authorizer = new RememberingAuthorizer(
          new PermissionAuthorizer(changeKind, deps),
        );
        const services = createServices({
          ...common,
          authorizer,
          gateTimings: new Timings(
            deps.metrics,
            'change_management.gate.duration',
            'How long the gate takes to answer, by what it answers',
          ),
        });

        deps.registry.addResourceType({
          resourceRef: changeRequestResourceRef,
          permissions: changeManagementPermissions,
          rules: Object.values(changeRequestRules),
          getResources: resourcesOf(changeKind, numbers =>
            new ChangeStore().findMany(knex, numbers),
          ),
        });
        const attempts = new AttemptLog(deps);
        const { pages } = settings;
        registerActions({ registry: deps.actions, services, attempts, pages });
        serveArea(
          deps,
          createRouter({
            httpAuth,
            logger,
            services,
            attempts,
            authorizer,
            pages,
            imports: new ImportDesk({
              ...foundation,
              kind: 'change',
              access: new PlainAccess(deps.permissions),
              permissions: importPermissions,
              knownItems: refs => new CatalogReader(deps.cmdb).known(refs),
            }),
          }),
          raisedErrors,
        );

        await services.policies.activate();
        await foundation.start();
        await scheduleTasks({
          scheduler,
          logger,
          housekeeping: services.housekeeping,
          owners: services.owners,
        });
        if (settings.demo && !demoChanges) {
          const reason =
            'governance.demo is on, but no module brings demo changes';
          deps.demoProgress.report('change-management', {
            state: 'none',
            reason,
          });
          logger.warn(`${reason}.`);
        }
        const demoRecords =
          settings.demo && demoChanges
            ? createDemoRecords({
                ...common,
                changes: demoChanges,
                progress: deps.demoProgress,
              })
            : undefined;
        deps.lifecycle.addStartupHook(() => demoRecords?.start());
        deps.lifecycle.addShutdownHook(async () => {
          await demoRecords?.stop();
          await foundation.stop();
          await planReader.stop();
        });
      },
    });
  },
});

import {
  createBackendPlugin,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { changeManagementServiceRef } from '@countersign/plugin-change-management-node';
import {
  assurancePermissions,
  inquiryPermissions,
  runPermissions,
} from '@countersign/plugin-compliance-evidence-common';
import {
  EvidenceSourceKind,
  evidenceSourcesExtensionPoint,
  evidenceStoreExtensionPoint,
  runResourceRef,
  runRules,
  SnapshotStore,
} from '@countersign/plugin-compliance-evidence-node';
import {
  areaDeps,
  AreaFoundation,
  AttemptLog,
  createAreaRouter,
  Journal,
  Operation,
  OUTCOME,
  PermissionAuthorizer,
  RememberingAuthorizer,
  resourcesOf,
  serveArea,
} from '@countersign/plugin-governance-node';
import { incidentManagementServiceRef } from '@countersign/plugin-incident-management-node';
import { createLedgerSigner } from '@countersign/plugin-ledger-node';
import { version } from '../package.json';
import { runKind } from './access';
import { registerActions } from './actions/registerActions';
import { AssuranceAccess } from './assurance/AssuranceAccess';
import { Assurance, createAssurance } from './assurance/createAssurance';
import { RunSource } from './assurance/ports';
import { AssuranceJournal, pluginId } from './assurance/unit';
import { createRuns, Runs } from './createRuns';
import { EvidenceEntries, evidenceEntries, eventOf } from './entries';
import { createInquiries, Inquiries } from './inquiries/createInquiries';
import {
  assuranceOperations,
  assuranceVerbPaths,
} from './openapi/assuranceOperations';
import { entityOperations } from './openapi/entityOperations';
import { inquiryOperations } from './openapi/inquiryOperations';
import { runOperations, runVerbPath } from './openapi/runOperations';
import { verifierOperations } from './openapi/verifierOperations';
import { raisedErrors } from './raisedErrors';
import { renderArtefacts } from './render/renderArtefacts';
import { readSettings } from './settings';
import { EvidenceSources } from './sources/EvidenceSources';
import { fileSources } from './sources/fileSource';
import { httpSources } from './sources/httpSource';
import { postgresqlSources } from './sources/postgresqlSource';
import { LocalFolderStore } from './store/LocalFolderStore';

/** Every route of the area. */
const operations: readonly Operation<Runs & Assurance & Inquiries>[] = [
  ...runOperations,
  ...assuranceOperations,
  ...inquiryOperations,
  ...entityOperations,
  ...verifierOperations,
];

/**
 * Compliance evidence: from many sources to a pack that an auditor can check alone.
 *
 * @public
 */
export const complianceEvidencePlugin = createBackendPlugin({
  pluginId,
  register(env) {
    const kinds: EvidenceSourceKind[] = [
      fileSources,
      httpSources,
      postgresqlSources,
    ];
    let moduleStore: SnapshotStore | undefined;
    env.registerExtensionPoint(evidenceSourcesExtensionPoint, {
      addKind(kind) {
        if (kinds.some(each => each.kind === kind.kind)) {
          throw new Error(`There are sources of the kind ${kind.kind} already`);
        }
        kinds.push(kind);
      },
    });
    env.registerExtensionPoint(evidenceStoreExtensionPoint, {
      setStore(store) {
        if (moduleStore) {
          throw new Error('There is a store of another module already');
        }
        moduleStore = store;
      },
    });

    env.registerInit({
      deps: {
        ...areaDeps,
        changes: changeManagementServiceRef,
        incidents: incidentManagementServiceRef,
      },
      async init(deps) {
        const { logger, scheduler, signals } = deps;
        const settings = readSettings(deps.config);
        const foundation = await AreaFoundation.open(deps, {
          pluginId,
          title: 'Compliance evidence',
          topic: 'Evidence',
          ledgerOrigin: settings.ledgerOrigin,
          pages: settings.pages,
          migrations: resolvePackagePath(
            '@countersign/plugin-compliance-evidence-backend',
            'migrations',
          ),
        });
        if (!foundation) return;
        const { knex, ledger, onMessages } = foundation;
        if (
          settings.storeIsTemporary &&
          !moduleStore &&
          settings.reportsFolder
        ) {
          logger.warn(
            `Evidence is kept in ${settings.storeFolder}, which is for trying out only: set complianceEvidence.store.folder to a folder that is backed up.`,
          );
        }
        const journal = new Journal<EvidenceEntries>({
          knex,
          ledger,
          onMessages,
          entries: evidenceEntries,
          eventOf,
        });
        const ended = deps.metrics.createCounter('compliance_evidence.runs', {
          description:
            'Runs of reports that completed or failed, and in which phase they failed',
          unit: '{run}',
        });
        const key = createLedgerSigner(deps.config);
        const made: { assurance?: Assurance } = {};
        const authorizer = new RememberingAuthorizer(
          new PermissionAuthorizer(runKind, deps),
        );
        const store = moduleStore ?? new LocalFolderStore(settings.storeFolder);
        const runs = createRuns({
          journal,
          ledger,
          signer: {
            name: ledger.origin,
            publicKey: key.publicKey,
            sign: message => key.sign(message),
          },
          authorizer,
          sources: new EvidenceSources(settings.sources, kinds),
          store,
          settings,
          incidents: deps.incidents,
          render: renderArtefacts,
          findings: (source: RunSource) => {
            const assurance = createAssurance({
              ...deps,
              // It writes entries of its own types only.
              journal: journal as unknown as AssuranceJournal,
              ledger,
              runs: source,
            });
            made.assurance = assurance;
            return (unit, run) =>
              assurance.findingKeeper.openFindings(unit, run);
          },
          refetch: channel => {
            signals
              .publish({
                recipients: { type: 'broadcast' },
                channel,
                message: { action: 'refetch' },
              })
              .catch(() => undefined);
          },
          logger,
          onEnded: failed =>
            ended.add(1, {
              [OUTCOME]: failed ? 'failed' : 'completed',
              ...(failed && { 'compliance_evidence.phase': failed }),
            }),
        });

        const noPage = await runs.verifier.problem();
        if (noPage) logger.warn(noPage);
        const inquiries = createInquiries({
          ...runs.stores,
          journal,
          ledger,
          authorizer,
          store,
          access: new AssuranceAccess(deps.permissions),
          runReader: runs.reader,
          runSource: runs.runSource,
          settings: settings.console,
          queryTimeoutMs: settings.run.queryTimeoutMs,
        });

        deps.registry.addPermissions([
          ...assurancePermissions,
          ...inquiryPermissions,
          ...runPermissions.filter(({ type }) => type === 'basic'),
        ]);
        deps.registry.addResourceType({
          resourceRef: runResourceRef,
          permissions: runPermissions.filter(({ type }) => type === 'resource'),
          rules: Object.values(runRules),
          getResources: resourcesOf(runKind, async numbers => {
            const found = await runs.runs.find(knex, numbers);
            return found.map(({ run }) => run);
          }),
        });
        const attempts = new AttemptLog(deps);
        serveArea(
          deps,
          createAreaRouter({
            ...deps,
            operations,
            services: { ...runs, ...made.assurance!, ...inquiries },
            attempts,
            verbsOf: [runVerbPath, ...assuranceVerbPaths],
            raised: raisedErrors,
            area: {
              pluginId,
              title: 'Compliance evidence',
              version,
              description:
                'Reports as code, their runs, and what became of their findings. Answers are typed in @countersign/plugin-compliance-evidence-common. Writes take an Idempotency-Key.',
            },
          }),
          raisedErrors,
        );
        registerActions({
          registry: deps.actions,
          desk: made.assurance!.requestDesk,
          attempts,
          pages: settings.pages,
        });
        await foundation.start();
        runs.worker.start();
        runs.raiser?.start();
        await scheduler.scheduleTask({
          id: 'report-schedules',
          frequency: { seconds: 30 },
          timeout: { minutes: 5 },
          fn: () => runs.schedules.look(),
        });
        await scheduler.scheduleTask({
          id: 'erase-evidence',
          frequency: { hours: 1 },
          initialDelay: { minutes: 5 },
          timeout: { minutes: 30 },
          fn: () => runs.eraser.look(),
        });
        await scheduler.scheduleTask({
          id: 'staged-runs',
          frequency: { minutes: 10 },
          timeout: { minutes: 5 },
          fn: () => inquiries.staged.clean(),
        });
        deps.lifecycle.addShutdownHook(async () => {
          await Promise.all([runs.worker.stop(), runs.raiser?.stop()]);
          await foundation.stop();
        });
      },
    });
  },
});

import {
  createBackendPlugin,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import {
  areaDeps,
  AreaFoundation,
  AttemptLog,
  createAreaRouter,
  PermissionAuthorizer,
  RememberingAuthorizer,
  resourcesOf,
  serveArea,
} from '@countersign/plugin-governance-node';
import { notePermissions } from '@countersign/sample-notes-common';
import { version } from '../package.json';
import { noteKind, noteResourceRef, noteRules } from './access';
import { NoteService } from './NoteService';
import { NoteStore } from './NoteStore';
import { noteVerbs, operations } from './operations';
import { readSettings } from './settings';

const pluginId = 'sample-notes';

/** Notes, the sample area: wiring only. */
export const notesPlugin = createBackendPlugin({
  pluginId,
  register(env) {
    env.registerInit({
      deps: areaDeps,
      async init(deps) {
        const foundation = await AreaFoundation.open(deps, {
          pluginId,
          title: 'Notes',
          topic: 'Notes',
          ...readSettings(deps.config),
          migrations: resolvePackagePath(
            '@countersign/sample-notes-backend',
            'migrations',
          ),
        });
        if (!foundation) return;
        const { knex } = foundation;
        const store = new NoteStore();
        const services = new NoteService({
          ...foundation,
          store,
          authorizer: new RememberingAuthorizer(
            new PermissionAuthorizer(noteKind, deps),
          ),
          catalog: new CatalogReader(deps.cmdb),
        });

        deps.registry.addResourceType({
          resourceRef: noteResourceRef,
          permissions: notePermissions,
          rules: Object.values(noteRules),
          getResources: resourcesOf(noteKind, numbers =>
            store.find(knex, numbers),
          ),
        });
        serveArea(
          deps,
          createAreaRouter({
            ...deps,
            operations,
            services,
            attempts: new AttemptLog(deps),
            verbsOf: [noteVerbs],
            area: {
              pluginId,
              title: 'Notes',
              version,
              description: 'What is to be done about entities of the catalog.',
            },
          }),
        );
        await foundation.start();
        deps.lifecycle.addShutdownHook(() => foundation.stop());
      },
    });
  },
});

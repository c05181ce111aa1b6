import { promises as fs } from 'fs';
import path from 'path';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { publishFolderAction } from './publishFolderAction';

/** What the catalog reads: every service that was published, and no error while there is none. */
const all = `# Every service that a template has published into this folder. Made by the portal.
apiVersion: backstage.io/v1alpha1
kind: Location
metadata:
  name: published-services
  description: Services that software templates made on this machine.
spec:
  type: file
  presence: optional
  targets:
    - ./*/catalog-info.yaml
`;

/** Adds `publish:folder` to the scaffolder. */
export const scaffolderModuleFolder = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'folder',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ actions, config }) {
        const written = config.getOptionalString(
          'scaffolder.publishFolder.path',
        );
        const folder = written && path.resolve(written);
        if (folder) {
          await fs.mkdir(folder, { recursive: true });
          await fs.writeFile(path.join(folder, 'all.yaml'), all);
        }
        actions.addActions(publishFolderAction(folder));
      },
    });
  },
});

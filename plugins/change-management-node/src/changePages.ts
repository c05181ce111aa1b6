import { RootConfigService } from '@backstage/backend-plugin-api';
import { AreaPages } from '@countersign/plugin-governance-node';

/**
 * Where changes have their pages: under the route that the app's configuration gives `page:change-management`, or under
 * `changeManagement.pagesPath` where the app is configured elsewhere.
 *
 * @throws InputError naming the setting that is wrong
 */
export function readChangePages(config: RootConfigService): AreaPages {
  return AreaPages.read(config, {
    extension: 'page:change-management',
    setting: 'changeManagement.pagesPath',
    path: '/changes',
  });
}

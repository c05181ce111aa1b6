import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  signingKey,
  startTestPortal,
  testEntity,
  TestPortal,
  useForAllTests,
} from '@countersign/plugin-governance-test-utils';
import { NotesClient } from '@countersign/sample-notes-common';
import { notesPlugin } from '../plugin';

export const ada = 'user:default/ada';
export const ben = 'user:default/ben';
export const entityRef = 'component:default/checkout-api';

/** Notes over HTTP on real PostgreSQL, for all tests of a file. */
export function usePortal(options: { permissions?: PermissionsService } = {}) {
  const running = useForAllTests(databases =>
    startTestPortal(databases, {
      ...options,
      pluginId: 'sample-notes',
      features: [notesPlugin],
      entities: [
        testEntity('User', 'ada'),
        testEntity('User', 'ben'),
        testEntity('Component', 'checkout-api'),
      ],
      config: { ledger: { signingKey } },
    }),
  );
  return {
    portal: (): TestPortal => running(),
    as: (ref: string) => new NotesClient(running().api.as(ref)),
    asPipeline: () => new NotesClient(running().api.asPipeline()),
  };
}

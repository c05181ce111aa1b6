import { JsonObject } from '@backstage/types';
import { ChangeManagementClient } from '@countersign/plugin-change-management-common';
import { KillablePortal as AnyPortal } from '@countersign/plugin-governance-test-utils';
import { portalConfig } from './portal';

/** A portal with change management that runs in a process of its own and may be killed at any moment. */
export class KillablePortal extends AnyPortal {
  /** @param database - Where all of its lives keep their records, as `pg` connects to it. */
  constructor(database: JsonObject) {
    super({
      pluginId: 'change-management',
      program: `${__dirname}/portalProcess.ts`,
      config: portalConfig(),
      database,
    });
  }

  /** The API as a signed-in person. */
  as(userRef: string): ChangeManagementClient {
    return new ChangeManagementClient(this.api.as(userRef));
  }

  /** The API as a pipeline. */
  asPipeline(): ChangeManagementClient {
    return new ChangeManagementClient(this.api.asPipeline());
  }
}

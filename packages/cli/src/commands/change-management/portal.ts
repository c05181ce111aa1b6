import { ChangeManagementClient } from '@countersign/plugin-change-management-common';
import { connect, PortalOptions } from '../../portal/connection';

/** A way to talk to change management. */
export interface Changes {
  client: ChangeManagementClient;
  token?: string;
}

/** Connects by the options and the environment. Nothing is sent yet. */
export async function connectChanges(options: PortalOptions): Promise<Changes> {
  const portal = await connect(options);
  return {
    client: new ChangeManagementClient(portal.plugin('change-management')),
    token: portal.token,
  };
}

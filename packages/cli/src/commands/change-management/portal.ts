import { ChangeManagementClient } from '@countersign/plugin-change-management-common';
import { connect, PortalOptions } from '../../portal/connection';

/** A way to talk to change management, and its pages' addresses. */
export interface Changes {
  client: ChangeManagementClient;
  token?: string;
  /** The page of a change. */
  changeUrl(number: string): string;
}

/** Connects by the options and the environment. Nothing is sent yet. */
export async function connectChanges(options: PortalOptions): Promise<Changes> {
  const portal = await connect(options);
  return {
    client: new ChangeManagementClient(portal.plugin('change-management')),
    token: portal.token,
    changeUrl: number => portal.page(`/changes/${number}`),
  };
}

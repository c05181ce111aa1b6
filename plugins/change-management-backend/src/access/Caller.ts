import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';

/** Who asks: a person, a pipeline or plugin, or change management itself. */
export interface Caller {
  kind: 'user' | 'service' | 'system';
  /** An entity ref, or the subject of a service principal such as `external:ci`: what the ledger names as actor. */
  ref: string;
  credentials?: BackstageCredentials;
}

/** What change management does by itself: reconciliation, reminders. */
export const systemCaller: Caller = {
  kind: 'system',
  ref: 'plugin:change-management',
};

export function callerOf(
  credentials: BackstageCredentials<
    BackstageUserPrincipal | BackstageServicePrincipal
  >,
): Caller {
  const { principal } = credentials;
  return principal.type === 'user'
    ? {
        kind: 'user',
        ref: principal.userEntityRef.toLocaleLowerCase('en-US'),
        credentials,
      }
    : { kind: 'service', ref: principal.subject, credentials };
}

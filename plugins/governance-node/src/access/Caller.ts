import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { CallerKind } from '@countersign/plugin-governance-common';

/** Who asks: a person, a pipeline or plugin, or the area itself. */
export interface Caller {
  kind: 'user' | 'service' | 'system';
  /** An entity ref, or the subject of a service principal such as `external:ci`: what the ledger names as actor. */
  ref: string;
  /**
   * The plugin that passes on a person's request, such as `plugin:mcp-actions` for an assistant or `plugin:scaffolder`
   * for a step of a template. Absent where the person asks directly, and for services.
   */
  via?: string;
  credentials?: BackstageCredentials;
}

/**
 * Whether a person asks directly. Whoever approves, rejects or accepts does so in person: what a plugin asks on
 * somebody's behalf may have been the idea of an assistant or of a template.
 */
export function isInPerson(caller: Caller): boolean {
  return caller.kind === 'user' && caller.via === undefined;
}

/** The caller as a table of verbs knows them. */
export function callerKind(caller: Caller): CallerKind {
  if (caller.kind !== 'user') return caller.kind;
  return isInPerson(caller) ? 'person' : 'assisted';
}

/** What a plugin does by itself, on nobody's request: reconciliation, reminders. */
export function pluginCaller(pluginId: string): Caller {
  return { kind: 'system', ref: `plugin:${pluginId}` };
}

/** The caller that a request's credentials speak of. */
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
        ...(principal.actor && { via: principal.actor.subject }),
        credentials,
      }
    : { kind: 'service', ref: principal.subject, credentials };
}

import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import { Caller, callerOf } from '../access/Caller';

/**
 * The caller of an action: a person or a service, never nobody.
 *
 * @throws AuthenticationError
 */
export function actionCaller(credentials: BackstageCredentials): Caller {
  if (!isKnown(credentials)) {
    throw new AuthenticationError('Sign in to use this');
  }
  return callerOf(credentials);
}

/**
 * What called an action: a step of a software template, which the scaffolder takes on behalf of its user, or else
 * anything that speaks to the API, such as an assistant over MCP.
 */
export function sourceKindOf({
  principal,
}: BackstageCredentials): 'scaffolder' | 'api' {
  const { actor, subject } = principal as Pick<
    BackstageUserPrincipal,
    'actor'
  > &
    Partial<Pick<BackstageServicePrincipal, 'subject'>>;
  return (actor?.subject ?? subject) === 'plugin:scaffolder'
    ? 'scaffolder'
    : 'api';
}

function isKnown(
  credentials: BackstageCredentials,
): credentials is BackstageCredentials<
  BackstageUserPrincipal | BackstageServicePrincipal
> {
  const { type } = credentials.principal as { type?: unknown };
  return type === 'user' || type === 'service';
}

import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import { Caller, callerOf } from '../access/Caller';

/** The caller of an action: a person or a service, never nobody. */
export function caller(credentials: BackstageCredentials): Caller {
  if (!isKnown(credentials)) {
    throw new AuthenticationError('Sign in to use change management');
  }
  return callerOf(credentials);
}

function isKnown(
  credentials: BackstageCredentials,
): credentials is BackstageCredentials<
  BackstageUserPrincipal | BackstageServicePrincipal
> {
  const { type } = credentials.principal as { type?: unknown };
  return type === 'user' || type === 'service';
}

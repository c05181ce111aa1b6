import { InputError } from '@backstage/errors';

/** gRPC's numbers of what went wrong. */
const codes = {
  invalidArgument: 3,
  notFound: 5,
  permissionDenied: 7,
  unauthenticated: 16,
} as const;

/** What a service of Google answered, with what would be right; lasting where asking again changes nothing. */
export function cloudError(
  error: unknown,
  { service, role }: { service: string; role: string },
): Error {
  const { code, details, message } = error as {
    code?: number;
    details?: string;
    message?: string;
  };
  const said = (details || message || 'no reason').slice(0, 500);
  switch (code) {
    case codes.invalidArgument:
      return new InputError(
        `${service} does not understand the query: ${said}`,
      );
    case codes.notFound:
      return new InputError(
        `${service} does not know what is asked for: ${said}`,
      );
    case codes.permissionDenied:
    case codes.unauthenticated:
      return new Error(
        `${service} does not admit the account of the source, which needs ${role}: ${said}`,
      );
    default:
      return new Error(`${service} failed to answer: ${said}`);
  }
}

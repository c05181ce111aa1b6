import { ActivityFailed } from '@countersign/plugin-chaos-drills-common';

/** gRPC's numbers of what went wrong. */
export const codes = {
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** gRPC's number of what went wrong; undefined where it was something else. */
export function codeOf(error: unknown): number | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'number' ? code : undefined;
}

/** What a service of Google answered, with what would be right. */
export function explained(
  error: unknown,
  { what, role }: { what: string; role: string },
): ActivityFailed {
  if (error instanceof ActivityFailed) return error;
  const { details, message } = (error ?? {}) as {
    details?: string;
    message?: string;
  };
  const said = (details || message || 'no reason').slice(0, 500);
  switch (codeOf(error)) {
    case codes.permissionDenied:
    case codes.unauthenticated:
      return new ActivityFailed(
        `Google Cloud does not let us ${what}; the account needs ${role}: ${said}`,
      );
    case codes.notFound:
      return new ActivityFailed(
        `Google Cloud found nothing when asked to ${what}: ${said}`,
      );
    case codes.deadlineExceeded:
      return new ActivityFailed(`Google Cloud was too slow to ${what}`);
    default:
      return new ActivityFailed(`Google Cloud did not ${what}: ${said}`);
  }
}

import {
  AuditorService,
  AuditorServiceEventSeverityLevel,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { Request } from 'express';
import { Caller } from './Caller';

/** What somebody tried, and on which record: `{ verb: 'approve', change: 'CHG0000001' }`. */
export interface Attempt {
  /** Such as `approve`, or `open`. */
  verb: string;
  [record: string]: string;
}

/** What refused, as far as an error tells it. */
interface RefusedBy {
  guard: string;
  permission?: string;
  severity: AuditorServiceEventSeverityLevel;
}

function refusedBy(
  error: Error & Record<string, unknown>,
): RefusedBy | undefined {
  const named = typeof error.guard === 'string' ? error.guard : undefined;
  const guard =
    named ??
    { NotAllowedError: 'permission', NotFoundError: 'not-found' }[error.name];
  if (!guard) return undefined;
  return {
    guard,
    ...(typeof error.permission === 'string' && {
      permission: error.permission,
    }),
    // What somebody must not do, rather than what does not fit yet.
    severity: error.name === 'NotAllowedError' ? 'high' : 'medium',
  };
}

/**
 * Leaves a trace of attempts that were refused: who tried what, and which guard refused. It goes to the audit log, which
 * is a help in finding out and no record: what was decided is in the ledger. Nothing of a request's content is in it.
 */
export class AttemptLog {
  readonly #auditor: AuditorService;
  readonly #logger: LoggerService;

  constructor(options: { auditor: AuditorService; logger: LoggerService }) {
    this.#auditor = options.auditor;
    this.#logger = options.logger;
  }

  /** Writes a line where the error is a refusal. It never fails: the caller's answer does not wait on a log. */
  async note(
    attempt: Attempt,
    caller: Caller,
    error: unknown,
    request?: Request,
  ): Promise<void> {
    const refusal = isError(error) && refusedBy(error);
    if (!refusal) return;
    const { severity, ...by } = refusal;
    try {
      const event = await this.#auditor.createEvent({
        eventId: 'attempt-refused',
        severityLevel: severity,
        request,
        meta: {
          ...attempt,
          ...by,
          caller: caller.ref,
          kind: caller.kind,
          ...(caller.via && { via: caller.via }),
        },
      });
      const { name, message } = error;
      await event.fail({ error: Object.assign(new Error(message), { name }) });
    } catch (failure) {
      this.#logger.warn(
        `A refused attempt to ${attempt.verb} is not in the audit log`,
        isError(failure) ? failure : undefined,
      );
    }
  }
}

import { ResponseError } from '@backstage/errors';
import { CommandFailure, exitCodes } from '../output/failure';
import { reasonOf } from './retryingFetch';

/**
 * Waits for the portal's answer and turns what can go wrong into a sentence and an exit code: 1 when the portal refuses
 * the request itself, 2 when it could not be asked.
 */
export async function ask<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ResponseError) throw fromResponse(error);
    if (error instanceof SyntaxError) {
      throw new CommandFailure(
        "The answer is not from the portal's API: is the address right?",
      );
    }
    throw new CommandFailure(
      `The portal cannot be reached: ${reasonOf(error)}.`,
    );
  }
}

function fromResponse(error: ResponseError): CommandFailure {
  const said = error.body?.error?.message || error.statusText;
  switch (error.statusCode) {
    case 401:
      return new CommandFailure(
        `The portal does not know who asks (401): ${said}. Set COUNTERSIGN_TOKEN or --token-file to a valid token; one that has expired must be renewed.`,
      );
    case 403:
      return new CommandFailure(
        `The token does not have the permission for this (403): ${said}`,
      );
    default:
      return error.statusCode >= 500 || error.statusCode === 429
        ? new CommandFailure(
            `The portal is in trouble (${error.statusCode}): ${said}`,
          )
        : new CommandFailure(
            `The portal refuses (${error.statusCode}): ${said}`,
            exitCodes.refused,
          );
  }
}

import { isError } from '@backstage/errors';
import {
  EvidenceProblem,
  InquiryKind,
  ResultTooLarge,
} from '@countersign/plugin-compliance-evidence-common';
import { wrongField } from '@countersign/plugin-governance-common';
import { refused } from '@countersign/plugin-governance-node';
import { databaseTroubleOf } from '@countersign/plugin-ledger-node';

const TIMED_OUT = '57014';
/** What PostgreSQL says of a query itself: its data, its syntax, what it may not do, what it takes. */
const OF_THE_QUERY = /^(22|42|53|54|25)/;

/** What an answer failed of, as whoever asked can mend it; anything else is thrown as it is. */
export function answerError(error: unknown, kind: InquiryKind): unknown {
  if (error instanceof ResultTooLarge) {
    return refused({
      guard: 'size',
      message: `The result is too large: ${error.message}.`,
      remedy: 'Ask for less.',
    });
  }
  if (kind !== 'question' || databaseTroubleOf(error) === 'away') return error;
  if (error instanceof EvidenceProblem) {
    return wrongField(
      'sql',
      `${error.message} Add columns to ORDER BY until no two rows are equal in all of them.`,
    );
  }
  if (!isError(error) || typeof error.code !== 'string') return error;
  if (error.code === TIMED_OUT) {
    return refused({
      guard: 'time',
      message: 'It took longer than a question may take.',
      remedy: 'Narrow it with WHERE, or join by fewer rows.',
    });
  }
  return OF_THE_QUERY.test(error.code)
    ? wrongField('sql', error.message)
    : error;
}

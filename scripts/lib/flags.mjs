import { parseArgs } from 'node:util';
import { UserError } from './report.mjs';

/** The command line's flags; an unknown one is the user's to mend. */
export function readFlags(options) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new UserError(error.message);
  }
}

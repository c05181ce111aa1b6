import { RecordReader } from '@countersign/plugin-governance-common';
import { factsAt } from '../facts/fold';
import { changeNumber } from '../model';

/** What other areas could see of a change at a moment, by its entries: whether it was approved, and for which window. */
export const changeReader: RecordReader = {
  prefix: changeNumber.prefix,
  seenAt(entries, at) {
    const facts = factsAt(entries, at);
    return (
      facts && {
        number: facts.number,
        window: facts.content.window,
        approvedAt: facts.approvedAt,
        canceled: facts.state === 'canceled',
      }
    );
  },
};

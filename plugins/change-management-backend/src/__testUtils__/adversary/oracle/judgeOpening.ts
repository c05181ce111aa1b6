import { ChangeDetail } from '@countersign/plugin-change-management-common';
import type { ChangeArena } from '../ChangeArena';
import { pipeline } from '../estate';
import { Request } from '../requests';
import { Books } from './Books';
import { contentOf } from './content';

export function opened(
  books: Books,
  { by, input, move }: Extract<Request, { kind: 'create' }>,
  detail: ChangeDetail,
  arena: ChangeArena,
  step: number,
): void {
  const { number, requester } = detail.change;
  const known = books.files.get(number);
  if (known) {
    const asked = arena.contentAsked(move);
    const stands = contentOf(known.views[0].detail.change);
    const other = Object.keys(asked).find(f => asked[f] !== stands[f]);
    if (other) {
      books.breach(
        `answers-run-id-${other}`,
        `${by} asked for another ${other} under the run that opened ${number}, and was answered as if that were it`,
        known,
      );
    }
    return;
  }
  const file = books.file(number, arena.views.get(number)!, arena.now);
  books.hand(file, requester, 'requested', step);
  if (by !== pipeline) books.hand(file, by, 'opened', step);
  books.acts(number, by);
  if (input.submit && by !== pipeline) {
    books.hand(file, by, 'submitted', step);
  }
}

import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { answer, problem } from './answers.mjs';
import { FAULT_KINDS } from './FaultBoard.mjs';

const MOST_BYTES = 10_000;

/**
 * Switches faults on, renews them and ends them: `GET` and `POST /faults`, `POST /faults/{id}/renew`, `DELETE /faults/{id}`.
 */
export async function answerFaults(request, response, { board, token }) {
  if (token === undefined) {
    return answer(response, 403, problem('Faults are off: set FAULTS_TOKEN'));
  }
  if (!shows(request, token)) {
    return answer(
      response,
      401,
      problem('Show the token of this service: Authorization: Bearer …'),
    );
  }
  const { pathname } = new URL(request.url, 'http://service');
  const [, , id, verb] = pathname.split('/');
  if (request.method === 'GET' && id === undefined) {
    return answer(response, 200, { items: board.active() });
  }
  if (request.method === 'DELETE' && id && verb === undefined) {
    return board.end(id)
      ? answer(response, 204)
      : answer(response, 404, problem('There is no such fault on'));
  }
  if (request.method !== 'POST' || (id && verb !== 'renew')) {
    return answer(response, 405, problem('No such way to ask for faults'));
  }
  const body = await read(request);
  const wrong = wrongIn(body, id === undefined);
  if (wrong) return answer(response, 400, problem(wrong));
  if (id) {
    const renewed = board.renew(id, body.seconds);
    return renewed
      ? answer(response, 200, renewed)
      : answer(response, 404, problem('There is no such fault on'));
  }
  const leased = board.lease({ ...body, id: body.id ?? randomUUID() });
  return leased
    ? answer(response, 201, leased)
    : answer(response, 409, problem('As many faults are on as may be'));
}

function shows(request, token) {
  const [scheme, shown = ''] = (request.headers.authorization ?? '').split(' ');
  const digest = text => createHash('sha256').update(text).digest();
  return (
    scheme.toLowerCase() === 'bearer' &&
    timingSafeEqual(digest(shown), digest(token))
  );
}

async function read(request) {
  let text = '';
  for await (const part of request.setEncoding('utf8')) {
    text += part;
    if (text.length > MOST_BYTES) return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is wrong with what was sent, and what would be right. */
function wrongIn(body, isNew) {
  if (typeof body !== 'object' || body === null) return 'Send a JSON object';
  const { id, kind, share, seconds } = body;
  if (!Number.isInteger(seconds) || seconds < 1) {
    return 'seconds: must be a whole number, 1 or more';
  }
  if (!isNew) return undefined;
  if (!FAULT_KINDS.includes(kind)) {
    return `kind: must be one of ${FAULT_KINDS.join(', ')}`;
  }
  if (!(typeof share === 'number' && share > 0 && share <= 1)) {
    return 'share: must be above 0 and at most 1';
  }
  if (id !== undefined && !/^[\w-]{1,64}$/.test(id)) {
    return 'id: must be letters, digits, _ and -, 64 at most';
  }
  return undefined;
}

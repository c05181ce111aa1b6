import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  AddCheckpoint,
  parseAddCheckpoint,
} from '@countersign/plugin-ledger-common';
import { note } from '../../output/print';
import { Witness, WitnessAnswer } from './Witness';

const LONGEST_REQUEST = 64 * 1024;

/** A request that is none: it is answered with why. */
class BadRequest extends Error {}

/** What C2SP tlog-witness answers to. */
function statusOf(
  answer: WitnessAnswer,
  { oldSize, checkpoint }: AddCheckpoint,
): number {
  if (answer.cosigned) return 200;
  switch (answer.code) {
    case 'unknown-log':
      return 404;
    case 'unsigned':
      return 403;
    case 'other-size':
    case 'fork':
      return 409;
    case 'shrunk':
      return oldSize > Number(checkpoint.split('\n')[1]) ? 400 : 409;
    case 'rewritten':
      return 422;
    default:
      return 400;
  }
}

/** Answers the protocol of C2SP tlog-witness, one request after the other. */
export async function serveWitness(
  witness: Witness,
  { host, port }: { host: string; port: number },
): Promise<{ address: AddressInfo; server: Server }> {
  let turn: Promise<unknown> = Promise.resolve();
  const server = createServer(async (request, response) => {
    const send = (status: number, type: string, body: string) => {
      response.writeHead(status, { 'content-type': type });
      response.end(body);
    };
    try {
      if (request.url !== '/add-checkpoint' || request.method !== 'POST') {
        send(404, 'text/plain', 'POST /add-checkpoint\n');
        return;
      }
      const asked = parsed(await bodyOf(request));
      const answering = turn.then(() => witness.answer(asked));
      turn = answering.catch(() => undefined);
      const answer = await answering;
      const status = statusOf(answer, asked);
      if (answer.cosigned) {
        note(
          `countersign: cosigned ${answer.size} entries of ${answer.origin}`,
        );
        send(status, 'text/plain; charset=utf-8', answer.line);
        return;
      }
      note(`countersign: refused (${answer.code}): ${answer.message}`);
      if (answer.code === 'other-size') {
        send(status, 'text/x.tlog.size', `${answer.lastSize}\n`);
      } else send(status, 'text/plain', `${answer.message}\n`);
    } catch (error) {
      const isTheirs = error instanceof BadRequest;
      const message = error instanceof Error ? error.message : String(error);
      if (!isTheirs) note(`countersign: ${message}`);
      send(
        isTheirs ? 400 : 500,
        'text/plain',
        `${isTheirs ? message : 'The witness is in trouble'}\n`,
      );
    }
  });
  server.requestTimeout = 10_000;
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, done);
  });
  return { address: server.address() as AddressInfo, server };
}

function parsed(text: string): AddCheckpoint {
  try {
    return parseAddCheckpoint(text);
  } catch (error) {
    throw new BadRequest(
      error instanceof Error ? error.message : String(error),
    );
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length > LONGEST_REQUEST) {
      throw new BadRequest(`a request has ${LONGEST_REQUEST} bytes at most`);
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

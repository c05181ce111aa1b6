import type { IncomingMessage } from 'node:http';
import { FaultProblem } from './FaultProblem';

const MOST_BYTES = 10_000;

/** @throws FaultProblem where it is too long or no JSON */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req) {
    const part = Buffer.from(chunk);
    bytes += part.byteLength;
    if (bytes > MOST_BYTES) {
      throw new FaultProblem(413, 'InputError', 'The body is too large');
    }
    chunks.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new FaultProblem(400, 'InputError', 'The body must be a JSON object');
  }
}

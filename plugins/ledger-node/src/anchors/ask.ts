import {
  formatAddCheckpoint,
  parseSignatureLines,
  utf8,
  type AddCheckpoint,
  type NoteSignature,
} from '@countersign/plugin-ledger-common';
import {
  makeTimeStampRequest,
  openTimeStampResponse,
  verifyTimeStamp,
} from '@countersign/plugin-ledger-common/timeStamps';
import type { AnchorSettings, WitnessSetting } from './settings';

/** Who exports evidence waits for these answers. */
const TIMEOUT_MS = 10_000;
const LONGEST_ANSWER = 256 * 1024;
/** An authority whose clock differs more from ours is not believed. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

/** What a witness answered. */
export type WitnessAnswer =
  | { signatures: NoteSignature[] }
  /** It cosigned a log of another size last. */
  | { cosigned: number };

/**
 * Asks a witness over C2SP tlog-witness.
 *
 * @throws Error which says why there is no cosignature
 */
export async function askWitness(
  { url }: Pick<WitnessSetting, 'url'>,
  request: AddCheckpoint,
): Promise<WitnessAnswer> {
  const response = await post(
    `${url?.replace(/\/+$/, '')}/add-checkpoint`,
    'text/plain; charset=utf-8',
    utf8(formatAddCheckpoint(request)),
  );
  const text = new TextDecoder().decode(response.body);
  if (response.status === 200) {
    return { signatures: parseSignatureLines(text) };
  }
  if (
    response.status === 409 &&
    response.type.startsWith('text/x.tlog.size') &&
    /^\d{1,15}\n?$/.test(text)
  ) {
    return { cosigned: Number(text) };
  }
  throw new Error(`it answers ${response.status}: ${oneLine(text)}`);
}

/**
 * Asks the authority for a time stamp, and verifies it as whoever reads the evidence will.
 *
 * @throws Error which says what is wrong with the answer
 */
export async function askAuthority(
  setting: NonNullable<AnchorSettings['timeStamping']>,
  message: Uint8Array,
): Promise<Uint8Array> {
  const request = await makeTimeStampRequest(message, setting.policy);
  const response = await post(
    setting.url,
    'application/timestamp-query',
    request.der,
  );
  if (response.status !== 200) {
    throw new Error(`it answers ${response.status}`);
  }
  const token = openTimeStampResponse(response.body, request);
  const stamped = await verifyTimeStamp(token, message, setting.certificates);
  if (setting.policy !== undefined && stamped.policy !== setting.policy) {
    throw new Error(
      `it stamps by the policy ${stamped.policy}, and ${setting.policy} was asked for`,
    );
  }
  const now = Date.now();
  if (Math.abs(Date.parse(stamped.time) - now) > CLOCKS_DIFFER_MS) {
    throw new Error(
      `its clock says ${stamped.time}, this machine's ${new Date(
        now,
      ).toISOString()}: one of them is wrong`,
    );
  }
  return token;
}

async function post(url: string, type: string, body: Uint8Array) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Uint8Array(body),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > LONGEST_ANSWER) {
      throw new Error(`its answer is longer than ${LONGEST_ANSWER} bytes`);
    }
    pieces.push(piece);
  }
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: new Uint8Array(Buffer.concat(pieces)),
  };
}

function oneLine(text: string): string {
  return text.slice(0, 200).replace(/\p{Cc}+/gu, ' ');
}

import { concatBytes, equalBytes, fromBase64 } from '../bytes';
import { asn1js, engine, openToken, pkijs } from './pki';

const NONCE_BYTES = 16;
const SHA256_OID = '2.16.840.1.101.3.4.2.1';
const GRANTED = 0;
const GRANTED_WITH_MODS = 1;

/** What an authority is asked, and what its answer is held against. */
export interface TimeStampRequest {
  /** The body of the request: `application/timestamp-query`. */
  der: Uint8Array;
  nonce: Uint8Array;
}

/** Asks an RFC 3161 authority for a time stamp over bytes, with a nonce, so that no earlier answer can be passed off. */
export async function makeTimeStampRequest(
  message: Uint8Array,
  policy?: string,
): Promise<TimeStampRequest> {
  const nonce = globalThis.crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  // As a whole number it must be positive, and its first byte must count.
  nonce[0] = (nonce[0] % 127) + 1;
  const digest = await engine.digest('SHA-256', new Uint8Array(message));
  const request = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({
        algorithmId: SHA256_OID,
        algorithmParams: new asn1js.Null(),
      }),
      hashedMessage: new asn1js.OctetString({ valueHex: digest }),
    }),
    ...(policy !== undefined && { reqPolicy: policy }),
    nonce: new asn1js.Integer({ valueHex: new Uint8Array(nonce).buffer }),
    certReq: true,
  });
  return { der: new Uint8Array(request.toSchema().toBER()), nonce };
}

/**
 * Takes the token out of the answer of an authority. The token itself is for `verifyTimeStamp` to judge.
 *
 * @throws SyntaxError where there is none, or it answers another request
 */
export function openTimeStampResponse(
  response: Uint8Array,
  { nonce }: Pick<TimeStampRequest, 'nonce'>,
): Uint8Array {
  let answer: pkijs.TimeStampResp;
  try {
    answer = pkijs.TimeStampResp.fromBER(new Uint8Array(response));
  } catch {
    throw new SyntaxError('the answer is no RFC 3161 response');
  }
  const { status } = answer.status;
  if (status !== GRANTED && status !== GRANTED_WITH_MODS) {
    const why = (answer.status.statusStrings ?? [])
      .map(text => text.valueBlock.value)
      .join(' ');
    throw new SyntaxError(
      `the authority refuses (status ${status}${why ? `: ${why}` : ''})`,
    );
  }
  if (!answer.timeStampToken) {
    throw new SyntaxError(
      'the authority granted the request and gave no token',
    );
  }
  const token = new Uint8Array(answer.timeStampToken.toSchema().toBER());
  const { nonce: echoed } = openToken(token).info;
  const given = echoed && new Uint8Array(echoed.valueBlock.valueHexView);
  if (!given || !equalBytes(withoutLeadingZeros(given), nonce)) {
    throw new SyntaxError(
      'the token answers another request: its nonce is not the one that was sent',
    );
  }
  return token;
}

function withoutLeadingZeros(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex(byte => byte !== 0);
  return first < 0 ? new Uint8Array(0) : bytes.subarray(first);
}

const PEM =
  /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;

/**
 * The certificates in a PEM text, in DER.
 *
 * @throws SyntaxError where there is none
 */
export function parseCertificates(pem: string): Uint8Array[] {
  const found = [...pem.matchAll(PEM)].map(([, body]) =>
    concatBytes(fromBase64(body.replace(/\s+/g, ''))),
  );
  if (found.length === 0) {
    throw new SyntaxError(
      'there is no certificate in PEM (-----BEGIN CERTIFICATE-----)',
    );
  }
  return found;
}

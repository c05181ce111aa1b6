import {
  canonicalJson,
  formatVerifierKey,
  fromBase64,
  NoteSigner,
  parseVerifierKey,
  toBase64,
  utf8,
  verifierKey,
  verifyEd25519,
} from '@countersign/plugin-ledger-common';
import { strictly } from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** A signed payload (https://github.com/secure-systems-lab/dsse). */
export interface DsseEnvelope {
  payload: string;
  payloadType: string;
  signatures: { keyid: string; sig: string }[];
}

export const dsseEnvelopeSchema = strictly({
  payload: z.string(),
  payloadType: z.string(),
  signatures: z
    .array(strictly({ keyid: z.string(), sig: z.string() }))
    .length(1),
}) satisfies z.ZodType<DsseEnvelope>;

/** The type of an in-toto Statement. */
export const IN_TOTO_TYPE = 'application/vnd.in-toto+json';

/** What is signed: the payload, bound to its type. */
export function preAuthEncoding(
  payloadType: string,
  payload: Uint8Array,
): Uint8Array {
  const head = utf8(
    `DSSEv1 ${utf8(payloadType).length} ${payloadType} ${payload.length} `,
  );
  const all = new Uint8Array(head.length + payload.length);
  all.set(head);
  all.set(payload, head.length);
  return all;
}

/** Signs a payload; the id of the key is its C2SP verifier key. */
export async function signDsse(
  payloadType: string,
  payload: Uint8Array,
  signer: NoteSigner,
): Promise<DsseEnvelope> {
  const sig = await signer.sign(preAuthEncoding(payloadType, payload));
  return {
    payload: toBase64(payload),
    payloadType,
    signatures: [
      {
        keyid: formatVerifierKey(verifierKey(signer.name, signer.publicKey)),
        sig: toBase64(sig),
      },
    ],
  };
}

/** The one spelling of an envelope's file. */
export function dsseFile(envelope: DsseEnvelope): string {
  return `${canonicalJson(envelope)}\n`;
}

/**
 * Reads an envelope in its one spelling, and verifies that the key it names signed it. Whether that key is to be trusted is
 * for the caller to say.
 *
 * @throws SyntaxError which says what is wrong
 */
export function openDsse(
  text: string,
  payloadType: string,
): { payload: Uint8Array; key: string; envelope: DsseEnvelope } {
  const parsed = dsseEnvelopeSchema.safeParse(parsedJson(text));
  if (!parsed.success) {
    throw new SyntaxError('is not a DSSE envelope with one signature');
  }
  const envelope = parsed.data;
  if (dsseFile(envelope) !== text) {
    throw new SyntaxError(
      'is not in canonical JSON: it was changed after it was signed',
    );
  }
  if (envelope.payloadType !== payloadType) {
    throw new SyntaxError(
      `has a payload of the type ${envelope.payloadType}, not ${payloadType}`,
    );
  }
  const payload = fromBase64(envelope.payload);
  const [{ keyid, sig }] = envelope.signatures;
  const { publicKey } = parseVerifierKey(keyid);
  if (
    !verifyEd25519(
      fromBase64(sig),
      preAuthEncoding(payloadType, payload),
      publicKey,
    )
  ) {
    throw new SyntaxError(
      'has a signature that does not verify: the manifest or the signature was changed',
    );
  }
  return { payload, key: keyid, envelope };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError('is not JSON, or is cut off');
  }
}

import { equalBytes, fromBase64, utf8 } from '../bytes';
import { limitsOf } from '../bundle/limits';
import { Problems } from '../bundle/Problems';
import type { BundleVerification, ProvenTime } from '../bundle/verification';
import { asn1js, engine, openToken, pkijs } from './pki';

type Certificate = pkijs.Certificate;
type SignedData = pkijs.SignedData;

const SHA256_OID = '2.16.840.1.101.3.4.2.1';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const COMMON_NAME = '2.5.4.3';
/** RFC 2634 and RFC 5035: the certificate that signs, by its hash, is part of what is signed. */
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';

/** Clocks of two machines may differ so much before that is worth a word. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

/** A time that an authority put under some bytes. */
export interface StampedTime {
  /** ISO 8601 in UTC, by the clock of the authority. */
  time: string;
  /** Whom the certificate names. */
  authority: string;
  /** The object identifier of what the authority promises. */
  policy: string;
}

/**
 * Verifies an RFC 3161 token over bytes: imprint, signature, the purpose of the certificate and its chain to one that the
 * caller pins, valid at the time of the stamp. Needs no network.
 *
 * @param authorities - certificates in DER: of the authority itself, or of who issued its certificate
 * @throws SyntaxError which says what is wrong
 */
export async function verifyTimeStamp(
  token: Uint8Array,
  message: Uint8Array,
  authorities: readonly Uint8Array[],
): Promise<StampedTime> {
  const { signed, info } = openToken(token);
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  if (hashAlgorithm.algorithmId !== SHA256_OID) {
    throw new SyntaxError(
      `the time stamp is over a hash by ${hashAlgorithm.algorithmId}, and SHA-256 is asked for`,
    );
  }
  const digest = await engine.digest('SHA-256', new Uint8Array(message));
  if (
    !equalBytes(
      new Uint8Array(digest),
      new Uint8Array(hashedMessage.valueBlock.valueHexView),
    )
  ) {
    throw new SyntaxError('the time stamp is over something else than this');
  }
  if (signed.signerInfos.length !== 1) {
    throw new SyntaxError('a time stamp is signed exactly once');
  }
  const time = info.genTime;
  const pinned = authorities.map(der => certificateOf(der));
  const signer = await verifySignature(signed, message, pinned);
  const name = nameOf(signer);
  assertPurpose(signer, name);
  await assertNamesItsCertificate(signed, signer);
  const isPinned = pinned.some(each => sameCertificate(each, signer));
  const [from, to] = [signer.notBefore.value, signer.notAfter.value];
  if (time < from || time > to) {
    throw new SyntaxError(
      `the certificate of ${name} was valid from ${from.toISOString()} to ${to.toISOString()}, and the time stamp is of ${time.toISOString()}`,
    );
  }
  if (!isPinned) await assertChain(signed, signer, pinned, time);
  return { time: time.toISOString(), authority: name, policy: info.policy };
}

/** By the certificate that comes with the token, whoever that is of. */
async function verifySignature(
  signed: SignedData,
  message: Uint8Array,
  pinned: readonly Certificate[],
): Promise<Certificate> {
  // An authority may leave its certificate out, where who verifies has it.
  if (!signed.certificates?.length) signed.certificates = [...pinned];
  try {
    const { signatureVerified, signerCertificate } = await signed.verify(
      {
        ...{ signer: 0, checkChain: false, extendedMode: true },
        data: new Uint8Array(message).buffer,
      },
      engine,
    );
    if (signatureVerified && signerCertificate) return signerCertificate;
  } catch (error) {
    throw new SyntaxError(
      `the signature of the time stamp cannot be verified: ${messageOf(error)}`,
    );
  }
  throw new SyntaxError(
    'the signature of the time stamp does not verify: time, imprint or signature was changed',
  );
}

/** A certificate for other purposes, such as that of a web server, must not tell times: RFC 3161, section 2.3. */
function assertPurpose(signer: Certificate, name: string) {
  const usage = signer.extensions?.find(
    ({ extnID }) => extnID === EXTENDED_KEY_USAGE,
  );
  const purposes =
    usage?.parsedValue instanceof pkijs.ExtKeyUsage
      ? usage.parsedValue.keyPurposes
      : [];
  if (
    !usage?.critical ||
    purposes.length !== 1 ||
    purposes[0] !== TIME_STAMPING
  ) {
    throw new SyntaxError(
      `the certificate of ${name} is not for time stamps alone (a critical extended key usage of timeStamping)`,
    );
  }
}

/** What is signed names the certificate: another one with the same key cannot be put in its place. */
async function assertNamesItsCertificate(
  signed: SignedData,
  signer: Certificate,
) {
  const attribute = signed.signerInfos[0].signedAttrs?.attributes.find(
    ({ type }) =>
      type === SIGNING_CERTIFICATE || type === SIGNING_CERTIFICATE_V2,
  );
  const child = (node: unknown, index: number): unknown =>
    node instanceof asn1js.Sequence ? node.valueBlock.value[index] : undefined;
  const first = child(child(attribute?.values[0], 0), 0);
  const [head, second] = [child(first, 0), child(first, 1)];
  const stated = child(head, 0);
  let algorithm = attribute?.type === SIGNING_CERTIFICATE ? 'SHA-1' : 'SHA-256';
  if (stated instanceof asn1js.ObjectIdentifier) {
    const known = engine.getAlgorithmByOID(stated.valueBlock.toString());
    if ('name' in known) algorithm = known.name;
  }
  const hash = head instanceof asn1js.OctetString ? head : second;
  const digest = await engine.digest(
    algorithm,
    new Uint8Array(signer.toSchema().toBER()),
  );
  if (
    !(hash instanceof asn1js.OctetString) ||
    !equalBytes(
      new Uint8Array(hash.valueBlock.valueHexView),
      new Uint8Array(digest),
    )
  ) {
    throw new SyntaxError(
      'the time stamp does not name the certificate that signed it',
    );
  }
}

async function assertChain(
  signed: SignedData,
  signer: Certificate,
  pinned: readonly Certificate[],
  time: Date,
) {
  const given = (signed.certificates ?? []).filter(
    (each): each is Certificate =>
      each instanceof pkijs.Certificate && !sameCertificate(each, signer),
  );
  let reason: string;
  try {
    const chain = new pkijs.CertificateChainValidationEngine({
      trustedCerts: [...pinned],
      certs: [...given, signer],
      checkDate: time,
    });
    const { result, resultMessage } = await chain.verify({}, engine);
    if (result) return;
    reason = resultMessage;
  } catch (error) {
    reason = messageOf(error);
  }
  throw new SyntaxError(
    `the certificate of ${nameOf(
      signer,
    )} leads to none of the authorities that you trust: ${reason}`,
  );
}

/**
 * Looks at the time stamps of a bundle that was verified: one by an authority that the caller trusts must be over a log with
 * every entry in it.
 *
 * @param authorities - certificates in DER
 */
export async function verifyTimeStamps(
  verification: BundleVerification,
  authorities: readonly Uint8Array[],
): Promise<BundleVerification> {
  const { proven } = verification;
  if (!proven) return verification;
  const problems = new Problems();
  const times: ProvenTime[] = [];
  for (const [i, anchor] of proven.anchors.entries()) {
    if (anchor.timeStamp === undefined) continue;
    try {
      const { time, authority } = await verifyTimeStamp(
        fromBase64(anchor.timeStamp),
        utf8(anchor.text),
        authorities,
      );
      const { treeSize, coversAll } = anchor;
      times.push({ time, authority, treeSize, coversAll });
      const early = proven.entries.find(
        ({ index, entry }) =>
          index < treeSize &&
          Date.parse(entry.occurredAt) > Date.parse(time) + CLOCKS_DIFFER_MS,
      );
      if (early) {
        problems.add(
          'time-stamp',
          `anchors[${i}].timeStamp`,
          `entry ${early.entry.id} says that it happened at ${early.entry.occurredAt}, and ${authority} saw it at ${time} already: a clock was wrong`,
        );
      }
    } catch (error) {
      problems.add('time-stamp', `anchors[${i}].timeStamp`, messageOf(error));
    }
  }
  if (problems.all.length === 0 && !times.some(each => each.coversAll)) {
    problems.add(
      'time-stamp',
      'anchors',
      times.length === 0
        ? 'there is no time stamp in it'
        : 'some entries came after the log was stamped last: download the evidence anew',
    );
  }
  const all = [...verification.problems, ...problems.all];
  const timed = { ...proven, times };
  return {
    ok: all.length === 0,
    problems: all,
    proven: timed,
    limits: limitsOf(timed),
  };
}

function certificateOf(der: Uint8Array): Certificate {
  try {
    return pkijs.Certificate.fromBER(new Uint8Array(der));
  } catch {
    throw new SyntaxError(
      'the certificate of the authority is no X.509 certificate',
    );
  }
}

function sameCertificate(a: Certificate, b: Certificate): boolean {
  return equalBytes(
    new Uint8Array(a.toSchema().toBER()),
    new Uint8Array(b.toSchema().toBER()),
  );
}

/** The common name of a subject, or all of it. */
function nameOf({ subject }: Certificate): string {
  const parts = subject.typesAndValues;
  const common = parts.find(({ type }) => type === COMMON_NAME) ?? parts.at(-1);
  return String(common?.value.valueBlock.value ?? 'an unnamed authority');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

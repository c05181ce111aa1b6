import {
  createPrivateKey,
  createPublicKey,
  sign,
  type KeyObject,
} from 'crypto';
import { readFileSync } from 'fs';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import { parseVerifierKey } from '@countersign/plugin-ledger-common';

/** Signs for every log of this installation. Never shows its private key. */
export interface LedgerSigner {
  /** 32 bytes as RFC 8032 encodes them. */
  publicKey: Uint8Array;
  /** Public keys that signed before this one and stay trusted for what they signed. */
  retiredPublicKeys: Uint8Array[];
  /** The Ed25519 signature of a message, 64 bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/**
 * Makes the signer that the configuration describes: `ledger.signingKey` or `ledger.signingKeyFile`, and
 * `ledger.trustedKeys`.
 *
 * @throws InputError saying which setting is missing or wrong, without quoting it
 */
export function createLedgerSigner(
  config: Pick<
    RootConfigService,
    'getOptionalString' | 'getOptionalStringArray'
  >,
): LedgerSigner {
  const { pem, setting } = readSigningKey(config);
  const privateKey = parsePrivateKey(pem, setting);
  return {
    publicKey: rawPublicKey(createPublicKey(privateKey)),
    retiredPublicKeys: (
      config.getOptionalStringArray('ledger.trustedKeys') ?? []
    ).map((text, i) => parsePublicKey(text, `ledger.trustedKeys[${i}]`)),
    sign: async message => sign(null, message, privateKey),
  };
}

/** Whether a signing key is named at all. One that is named and cannot be read is an error of {@link createLedgerSigner}. */
export function hasLedgerKey(config: Pick<RootConfigService, 'has'>): boolean {
  return config.has('ledger.signingKey') || config.has('ledger.signingKeyFile');
}

function readSigningKey(config: Pick<RootConfigService, 'getOptionalString'>) {
  const inline = config.getOptionalString('ledger.signingKey');
  const file = config.getOptionalString('ledger.signingKeyFile');
  if (inline !== undefined && file !== undefined) {
    throw new InputError(
      'Both ledger.signingKey and ledger.signingKeyFile are set; set one of them',
    );
  }
  if (inline !== undefined) {
    return { pem: inline, setting: 'ledger.signingKey' };
  }
  if (file === undefined) {
    throw new InputError(
      'The ledger has no signing key: set ledger.signingKeyFile (or ledger.signingKey) to an Ed25519 private key in PEM, made with `openssl genpkey -algorithm ed25519`',
    );
  }
  try {
    return {
      pem: readFileSync(file, 'utf8'),
      setting: `the file ${file} of ledger.signingKeyFile`,
    };
  } catch (error) {
    const code = isError(error) && error.code ? error.code : 'unreadable';
    throw new InputError(
      `ledger.signingKeyFile names ${file}, which cannot be read (${code})`,
    );
  }
}

function parsePrivateKey(pem: string, setting: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = createPrivateKey(pem);
  } catch {
    // What the parser says may quote the key; the message below must not.
  }
  if (key?.asymmetricKeyType !== 'ed25519') {
    throw new InputError(
      `${setting} is not an unencrypted Ed25519 private key in PEM (PKCS #8, "BEGIN PRIVATE KEY")`,
    );
  }
  return key;
}

function parsePublicKey(text: string, setting: string): Uint8Array {
  try {
    if (!text.includes('BEGIN')) {
      return parseVerifierKey(text.trim()).publicKey;
    }
    // Node would derive a public key from a private one; a private key has no place here.
    const key = text.includes('PRIVATE') ? undefined : createPublicKey(text);
    if (key?.asymmetricKeyType === 'ed25519') {
      return rawPublicKey(key);
    }
  } catch {
    // Said below, without quoting the setting.
  }
  throw new InputError(
    `${setting} is neither an Ed25519 public key in PEM nor a verifier key (name+id+base64)`,
  );
}

function rawPublicKey(key: KeyObject): Uint8Array {
  return new Uint8Array(
    Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url'),
  );
}

import { generateKeyPairSync } from 'crypto';
import { writeFileSync } from 'fs';
import { ConfigReader } from '@backstage/config';
import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  formatVerifierKey,
  parseSignedNote,
  signNote,
  verifierKey,
  verifyNote,
} from '@countersign/plugin-ledger-common';
import { makeKeyPair } from '../__testUtils__/ledgers';
import { createLedgerSigner } from './createLedgerSigner';

const signerOf = (ledger: { [key: string]: string | string[] }) =>
  createLedgerSigner(new ConfigReader({ ledger }));

describe('createLedgerSigner', () => {
  const directory = createMockDirectory();
  const { privateKey, publicKey } = makeKeyPair();

  it('signs with the key from the configuration or from a file', async () => {
    const file = directory.resolve('key.pem');
    writeFileSync(file, privateKey);
    for (const signer of [
      signerOf({ signingKey: privateKey }),
      signerOf({ signingKeyFile: file }),
    ]) {
      const key = verifierKey('example.com/log', signer.publicKey);
      const note = await signNote('text\n', { name: key.name, ...signer });
      expect(verifyNote(parseSignedNote(note), [key])).toEqual([key]);
    }
  });

  it('takes retired keys as PEM and as verifier keys', () => {
    const other = signerOf({ signingKey: makeKeyPair().privateKey });
    const mine = signerOf({ signingKey: privateKey });
    const { retiredPublicKeys } = signerOf({
      signingKey: makeKeyPair().privateKey,
      trustedKeys: [
        publicKey,
        formatVerifierKey(verifierKey('example.com/log', other.publicKey)),
      ],
    });
    expect(retiredPublicKeys).toEqual([mine.publicKey, other.publicKey]);
  });

  const rsa = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
    publicKeyEncoding: { format: 'pem', type: 'spki' },
  });
  it.each<[string, { [key: string]: string | string[] }, string]>([
    ['no key', {}, 'The ledger has no signing key: set ledger.signingKeyFile'],
    [
      'two keys',
      { signingKey: privateKey, signingKeyFile: 'x' },
      'Both ledger.signingKey and ledger.signingKeyFile are set',
    ],
    [
      'a file that is not there',
      { signingKeyFile: '/nowhere/key.pem' },
      'ledger.signingKeyFile names /nowhere/key.pem, which cannot be read (ENOENT)',
    ],
    [
      'an RSA key',
      { signingKey: rsa.privateKey },
      'ledger.signingKey is not an unencrypted Ed25519 private key',
    ],
    [
      'a public key',
      { signingKey: publicKey },
      'ledger.signingKey is not an unencrypted Ed25519 private key',
    ],
    [
      'a private key among the trusted ones',
      { signingKey: privateKey, trustedKeys: [privateKey] },
      'ledger.trustedKeys[0] is neither',
    ],
    [
      'nonsense among the trusted ones',
      { signingKey: privateKey, trustedKeys: ['secret nonsense'] },
      'ledger.trustedKeys[0] is neither',
    ],
  ])('refuses %s', (_, config, message) => {
    expect(() => signerOf(config)).toThrow(message);
  });

  it('never shows a key in an error or as text', () => {
    const [, secret] = privateKey.split('\n');
    const broken = privateKey.replace('-----END', '----END');
    expect(() => signerOf({ signingKey: broken })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(secret) }),
    );
    const signer = signerOf({ signingKey: privateKey });
    expect(JSON.stringify(signer)).not.toContain(secret);
  });
});

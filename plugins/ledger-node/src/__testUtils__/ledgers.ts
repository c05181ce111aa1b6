import { generateKeyPairSync } from 'crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import type { Knex } from 'knex';
import {
  createLedgerSigner,
  type LedgerSigner,
} from '../keys/createLedgerSigner';
import type { AnchorSettings } from '../anchors/settings';
import { Ledger } from '../Ledger';

export const ORIGIN = 'example.com/changes';
export const SUBJECT = 'CHG0000001';

const silent = () => undefined;

/** Says nothing: what these tests break on purpose needs no line in their output. */
export const silentLogger: LoggerService = {
  error: silent,
  warn: silent,
  info: silent,
  debug: silent,
  child: () => silentLogger,
};

/** An Ed25519 key pair in PEM. */
export function makeKeyPair() {
  return generateKeyPairSync('ed25519', {
    privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
    publicKeyEncoding: { format: 'pem', type: 'spki' },
  });
}

/** A signer as the configuration makes it. */
export function makeSigner(
  signingKey = makeKeyPair().privateKey,
  trustedKeys: string[] = [],
): LedgerSigner {
  return createLedgerSigner(
    new ConfigReader({ ledger: { signingKey, trustedKeys } }),
  );
}

/** A ledger on this database, as a plugin's start makes it. */
export function openLedger(
  knex: Knex,
  signer: LedgerSigner,
  origin = ORIGIN,
  anchors?: AnchorSettings,
  warn: LoggerService['warn'] = silent,
): Promise<Ledger> {
  return Ledger.create({
    database: { getClient: async () => knex },
    origin,
    signer,
    logger: { ...silentLogger, warn },
    anchors,
  });
}

/** An entry about a change, as its plugin hands it in. */
export const entry = (n: number, subject = SUBJECT) => ({
  type: 'change.updated',
  subject,
  actor: 'user:default/ann',
  occurredAt: '2026-01-02T03:04:05.678Z',
  data: { n },
});

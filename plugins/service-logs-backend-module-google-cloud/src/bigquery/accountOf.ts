import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SourceError } from '@countersign/plugin-governance-node';
import type { GoogleAuth } from 'google-auth-library';
import { z } from 'zod';
import { Account } from './BigQueryTable';

/** Adds rows, and reads none. */
const scopes = ['https://www.googleapis.com/auth/bigquery.insertdata'];

function isPrivateKey(text: string): boolean {
  try {
    createPrivateKey(text);
    return true;
  } catch {
    return false;
  }
}

const keySchema = z.object({
  client_email: z.string(),
  // Reads it: what is no key would fail at the first row, and be taken for trouble with the network.
  private_key: z.string().refine(isPrivateKey),
  private_key_id: z.string().optional(),
});

/**
 * The account of a key, or of where the portal runs. The library is required when it is needed.
 *
 * @throws SourceError when the key cannot be read
 */
export function accountOf(keyFile: string | undefined): Account {
  const { GoogleAuth, JWT } =
    require('google-auth-library') as typeof import('google-auth-library');
  if (keyFile === undefined) return accountHere(new GoogleAuth({ scopes }));
  const { client_email, private_key, private_key_id } = readKey(keyFile);
  const account = new JWT({
    email: client_email,
    key: private_key,
    keyId: private_key_id,
    scopes,
  });
  // It signs its own tokens: nobody is asked for one.
  account.useJWTAccessWithScope = true;
  return account;
}

/** The account of where the portal runs. That there is none is no trouble that passes. */
function accountHere(auth: GoogleAuth): Account {
  return {
    async request(options) {
      await auth.getClient().catch(() => {
        throw new SourceError(
          'The portal has no account of Google Cloud for BigQuery: run it as a service account, or name a keyFile in serviceLogs.destinations.bigQuery',
        );
      });
      return auth.request(options);
    },
  };
}

function readKey(keyFile: string) {
  try {
    return keySchema.parse(JSON.parse(readFileSync(keyFile, 'utf8')));
  } catch {
    throw new SourceError(
      'The keyFile of BigQuery is no key of a service account: look at it in the configuration',
    );
  }
}

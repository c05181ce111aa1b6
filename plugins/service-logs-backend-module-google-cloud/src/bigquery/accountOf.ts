import { readFileSync } from 'node:fs';
import { SourceError } from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { Account } from './BigQueryTable';

/** Adds rows, and reads none. */
const scopes = ['https://www.googleapis.com/auth/bigquery.insertdata'];

const keySchema = z.object({
  client_email: z.string(),
  private_key: z.string(),
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
  if (keyFile === undefined) return new GoogleAuth({ scopes });
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

function readKey(keyFile: string) {
  try {
    return keySchema.parse(JSON.parse(readFileSync(keyFile, 'utf8')));
  } catch {
    throw new SourceError(
      'The keyFile of BigQuery is no key of a service account: look at it in the configuration',
    );
  }
}

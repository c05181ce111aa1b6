import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The content of a file that only its owner may read, made when it is missing. */
export async function secret(file, make) {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') {
      throw error;
    }
  }
  const content = make();
  // Written aside first: half a key would be worse than none.
  await writeFile(`${file}.new`, content, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return content;
}

const randomToken = () => `${randomBytes(32).toString('base64url')}\n`;

const ed25519Key = () =>
  generateKeyPairSync('ed25519').privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });

/**
 * The portal's secrets, made once and kept: what signs sessions, what signs the ledger's checkpoints (Ed25519, PKCS 8
 * PEM) and the token that pipelines show (`ci-pipeline`).
 *
 * @returns environment variables for the portal
 */
export async function ensureSecrets(folder) {
  await mkdir(folder, { recursive: true });
  // The database server's account has to pass through.
  await chmod(folder, 0o711);
  const ledgerKey = path.join(folder, 'ledger-key.pem');
  const sessionSecret = await secret(
    path.join(folder, 'session-secret'),
    randomToken,
  );
  await secret(ledgerKey, ed25519Key);
  const token = await secret(path.join(folder, 'pipeline-token'), randomToken);
  return {
    AUTH_SESSION_SECRET: sessionSecret.trim(),
    LEDGER_KEY_FILE: ledgerKey,
    PIPELINE_TOKEN: token.trim(),
  };
}

import { credentialIn } from '@countersign/plugin-governance-common';

/** What stands for a secret that was taken out. */
const MASK = '[masked]';

/** Names of fields whose values are secrets, whatever they look like. */
const secretName =
  /^(routing_key|authorization|password|passwd|secret|client_secret|api_?key|access_?token|auth_?token|private_?key|token)$/i;

/** A payload without what is called a secret in it, or looks like one. What is no JSON is masked as a whole text. */
export function masked(body: string): string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return credentialIn(body) ? MASK : body;
  }
  return JSON.stringify(value, (name, part: unknown) => {
    if (typeof part !== 'string') return part;
    return secretName.test(name) || credentialIn(part) ? MASK : part;
  });
}

/** A text for the ledger, which keeps no credentials. */
export function maskedText(text: string): string {
  return credentialIn(text) ? MASK : text;
}

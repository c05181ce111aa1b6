/** How a redacted value reads wherever one is shown. */
export const REDACTED = '(sensitive value)';

/**
 * A value that must not be seen. Its text is the marker whatever serialises it, so that forgetting to treat it cannot
 * leak it.
 */
export class Secret {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  /** For the commitment over all secrets, and to tell whether two are the same. */
  reveal(): unknown {
    return this.#value;
  }

  toJSON(): string {
    return REDACTED;
  }

  toString(): string {
    return REDACTED;
  }
}

const secretNames =
  /(^|_)(password|passwd|passphrase|pwd|secret|secret_data|secret_string|token|bearer|private_key|private_key_pem|private_key_openssh|api_key|apikey|access_key|secret_key|client_key|shared_key|signing_key|encryption_key|connection_string|credentials?|auth_key|user_?data_secret)s?(_wo)?$/;

/** Names seen before: a large plan repeats few names very often. */
const judgedNames = new Map<string, boolean>();
const MAX_JUDGED = 10_000;

/** Whether an attribute of this name is a secret even when Terraform does not mark it. */
export function isSecretName(name: string): boolean {
  const judged = judgedNames.get(name);
  if (judged !== undefined) return judged;
  const snake = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
  const isSecret = secretNames.test(snake);
  if (judgedNames.size < MAX_JUDGED) judgedNames.set(name, isSecret);
  return isSecret;
}

const secretTexts = [
  // PEM, RFC 7468 and older headers such as "RSA PRIVATE KEY".
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/,
  // Credentials in an address, RFC 3986 section 3.2.1.
  /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/?#:@]{0,100}:[^\s/?#@]{1,200}@/i,
  // "password": "…", password=…, TOKEN: … inside a longer text.
  /(password|passwd|secret|token|private_key|api_?key)\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?[^\s"'\\,;{}[\]]{4}/i,
];

/** Whether a text shows a secret by its form, such as a private key in PEM or credentials in an address. */
export function looksSecret(text: string): boolean {
  // Nothing shorter matches, and most texts are short.
  return text.length >= 8 && secretTexts.some(pattern => pattern.test(text));
}

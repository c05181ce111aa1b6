import { credentialIn } from './credentialShapes';

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

/** What names end in that hold a secret, in snake case; these end a longer word too, as in `PGPASSWORD`. */
const endings = [
  'passwords?|passwd|passphrase|passcode|secret_?keys?|access_?keys?|account_?keys?|api_?keys?|app_?keys?|private_?keys?',
  'api_?secrets?|client_?secrets?|shared_?secrets?|credentials?|connection_?strings?|conn_?str|authorization|htpasswd|pgpass',
  'access_?tokens?|auth_?tokens?|refresh_?tokens?|bearer_?tokens?|session_?tokens?|kube_?config|docker_?config_?json',
].join('|');

/** The same for what means something else within a longer word: `compass`, `tokenizer`. */
const words = [
  'pass|(?:db|pg|my|mysql|sql|user|admin|root|redis|mongo|ldap|smtp|mail|ftp|http)pass|pwd|pw|psk|secrets?|tokens?|bearer',
  'private_key_(?:pem|openssh|der|pkcs8)|(?:client|server|host|tls|ssl|rsa|ec|dsa|pem|signing|encryption|decryption|hmac|master|session|shared|preshared|pre_shared|license|registration|join|unseal|recovery|storage|auth|deploy|webhook)_keys?',
  'secret_(?:data|string|value|binary|json|text|key_base)|cookies?|set_cookie|cookie_secret|(?:basic|docker|registry|proxy)_auth|auth',
  'creds?|dsn|(?:database|db|redis|mongo|mongodb|postgres|postgresql|mysql|amqp|rabbitmq|broker|connection)_(?:url|uri)|jdbc_url',
  '(?:slack_|teams_|discord_|incoming_)?webhook_ur[li]|sas_(?:token|url)|shared_access_signature|kube_config_raw|kube_admin_config(?:_raw)?',
  'npmrc|netrc|user_?data_secret|certificate_key|key_material|otp|totp|mfa_(?:secret|seed)|recovery_codes?|backup_codes?|pin_?code',
].join('|');

/** What may follow such a name and leaves it one. */
const suffixes =
  '(?:_(?:wo|value|plain|plaintext|base64|b64|hash|raw|json|text|string|data|pem|old|new|current|previous|primary|secondary|prod|production|staging|dev|test|[0-9]+)|[0-9]{1,3})*';

const secretNames = new RegExp(
  `(?:(?:${endings})|(?:^|_)(?:${words}))${suffixes}$`,
);

/** Of ordinary things that end like one. */
const harmlessNames =
  /^http_tokens$|(?:^|_)(?:next|page|continuation|sync|resume|start|end|max|min|total|num|number_of|count_of|public|kms|partition|sort|range|hash|primary|foreign|routing|object|s3|cache|index|group|shard|lookup|label|tag)_(?:tokens?|host_keys?|session_keys?|keys?)$|(?:^|_)(?:disable|enable|allow|require|force|use|has|is|rotate|change|reset|with|no)_[a-z_]*(?:passwords?|tokens?|secrets?|auth)$/;

/** Names seen before: a large plan repeats few names very often. */
const judgedNames = new Map<string, boolean>();
const MAX_JUDGED = 10_000;
/** Longer ones are no names. */
const LONGEST_NAME = 200;

/** Whether an attribute of this name is a secret even when Terraform does not mark it. */
export function isSecretName(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const judged = judgedNames.get(name);
  if (judged !== undefined) return judged;
  const snake = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/_$/, '')
    .toLowerCase();
  const isSecret = secretNames.test(snake) && !harmlessNames.test(snake);
  if (judgedNames.size < MAX_JUDGED) judgedNames.set(name, isSecret);
  return isSecret;
}

/** `DB_PASS=…`, `"token": "…"`, `--api-key …` inside a longer text. */
const assignment =
  /(?<![\w.-])-{0,2}([A-Za-z_][\w.-]{1,80})\\?["']?(?:\s{0,4}[:=]\s{0,4}|(?<=--[\w.-]{1,80}) )\\?["']?[^\s"'\\,;{}[\]]{4}/g;

/** A pair of a name and a value, as in a manifest: `- name: API_TOKEN`, and below it `value: …`. */
const pair =
  /(?<![\w.-])["']?(?:name|key)["']?\s{0,4}[:=]\s{0,4}["']?([\w.-]{1,100})["']?[\s,;]{1,60}["']?(?:value|val|default)["']?\s{0,4}[:=]\s{0,4}\S/gi;

/** Whether a text shows a secret by its form, such as a private key in PEM or credentials in an address. */
export function looksSecret(text: string): boolean {
  // Nothing shorter matches, and most texts are short.
  if (text.length < 8) return false;
  return (
    // Credentials in an address, RFC 3986 section 3.2.1, also ones that are there to be replaced.
    /:\/\/[^\s/?#:@]{0,100}:[^\s/?#@]{1,200}@/.test(text) ||
    credentialIn(text) !== undefined ||
    namesSecret(assignment, text) ||
    namesSecret(pair, text)
  );
}

function namesSecret(pattern: RegExp, text: string): boolean {
  for (const [, name] of text.matchAll(pattern)) {
    if (isSecretName(name)) return true;
  }
  return false;
}

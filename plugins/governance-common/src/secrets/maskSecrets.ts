import { withoutTokens } from './credentialShapes';
import { isSecretName, looksSecret, REDACTED } from './secretNames';

/** Deeper values are no log entry that anybody reads. */
const DEEPEST = 32;

const privateKey =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[^-]{0,20000}-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----/g;

const userinfo = /(:\/\/)[^\s/?#@]{1,300}@/g;

/** A name, what joins it to its value, and the value: in quotes, up to a comma, or a word. */
const named =
  /(?<![\w.-])(-{0,2}[A-Za-z_][\w.-]{1,80})(\\?["']?(?:\s{0,4}[:=]\s{0,4}|(?<=--[\w.-]{1,80}) ))(\(sensitive value\)|\\"[^"]{0,4000}"?|"(?:[^"\\]|\\.){0,4000}"?|'[^']{0,4000}'?|[^\s"'\\,;{}[\]]{1,4000})([^\r\n,;"'{}[\]]{0,4000})/g;

/** Of these, all that follows on the line is theirs: `Cookie: a=b; session=…`. */
const wholeLine =
  /((?:^|[^\w-])(?:proxy-)?(?:authorization|(?:set-)?cookie)[ \t]{0,4}:[ \t]{0,4})(?=\S)(?!\(sensitive value\))[^\r\n"'}]{1,8000}/gim;

/**
 * A text as it may be shown: values that look like secrets are taken out. Where what is left still looks like one, all of the
 * text is. The rules are those by which plans are shown.
 */
export function maskSecrets(text: string): string {
  const beheaded = text.replace(wholeLine, (_, head) => `${head}${REDACTED}`);
  if (!looksSecret(beheaded)) return beheaded;
  const masked = withoutTokens(
    beheaded
      .replace(privateKey, () => REDACTED)
      .replace(userinfo, (_, scheme) => `${scheme}${REDACTED}@`),
    REDACTED,
  ).replace(named, maskNamed);
  // The mask is what stands for a value: it is not looked at again.
  return looksSecret(masked.replaceAll(REDACTED, '\u2026')) ? REDACTED : masked;
}

/** The same of anything that JSON holds: what stands under the name of a secret is taken out whatever it is. */
export function maskSecretsIn(value: unknown, name = '', depth = 0): unknown {
  if (value === null || value === undefined || value === '') return value;
  if (typeof value === 'boolean') return value;
  if (isSecretName(name) || depth > DEEPEST) return REDACTED;
  if (typeof value === 'string') return maskSecrets(value);
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    return value.map(each => maskSecretsIn(each, '', depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      maskSecrets(key),
      maskSecretsIn(each, key, depth + 1),
    ]),
  );
}

function maskNamed(
  _whole: string,
  name: string,
  join: string,
  value: string,
  rest: string,
): string {
  if (!isSecretName(name.replace(/^-+/, ''))) {
    // Another name may follow on the same line.
    return `${name}${join}${value}${rest.replace(named, maskNamed)}`;
  }
  if (value === REDACTED) return `${name}${join}${value}${rest}`;
  const quote = /^\\?["']/.exec(value)?.[0] ?? '';
  if (quote) return `${name}${join}${quote}${REDACTED}${quote}${rest}`;
  // `password: several words` may be all of it; `password=one user=another` says where it ends.
  const kept = /\s/.test(join) ? '' : rest.replace(named, maskNamed);
  return `${name}${join}${REDACTED}${kept}`;
}

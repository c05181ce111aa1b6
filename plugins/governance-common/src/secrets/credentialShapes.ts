/** A form that credentials have and next to nothing else has. */
interface Shape {
  /** As a sentence continues: "holds a GitHub token". */
  name: string;
  pattern: RegExp;
}

/** Not in the middle of a word. */
const START = '(?<![A-Za-z0-9])';

const token = (name: string, ...forms: string[]): Shape => ({
  name,
  pattern: new RegExp(`${START}(?:${forms.join('|')})`),
});

/** Of tokens that are known by what stands in their middle: it is looked for first, since anything may precede it. */
const unprefixed: (Shape & { sign: string })[] = [
  {
    sign: '.atlasv1.',
    ...token(
      'an HCP Terraform token',
      '[A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{40,100}',
    ),
  },
  {
    sign: '-us',
    ...token('a Mailchimp key', '[0-9a-f]{32}-us\\d{1,2}(?![A-Za-z0-9])'),
  },
  {
    sign: ':AA',
    ...token('a Telegram token', '\\d{8,10}:AA[\\w-]{33}(?![\\w-])'),
  },
  {
    sign: '8Q~',
    ...token('an Azure client secret', '[\\w~.]{3}8Q~[\\w~.-]{31,34}'),
  },
];

/**
 * Tokens with a prefix of their own: issuers give them one so that they are recognised where they do not belong. A run
 * of characters has a bound, so that no text takes longer than in proportion to its length.
 */
const tokens: Shape[] = [
  token('an AWS access key', '(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])'),
  token(
    'a GitHub token',
    'gh[pousr]_[A-Za-z0-9]{20,255}',
    'github_pat_[A-Za-z0-9_]{20,255}',
  ),
  token(
    'a GitLab token',
    'gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-[\\w-]{16,64}',
  ),
  token(
    'a Slack token',
    'xox[abeoprs]-[\\w-]{10,250}',
    'xapp-\\d-[\\w-]{10,250}',
    'https://hooks\\.slack\\.com/(?:services|workflows|triggers)/[\\w/+-]{20,100}',
  ),
  token(
    'a webhook address',
    'https://(?:\\w{2,10}\\.)?discord(?:app)?\\.com/api/webhooks/\\d{10,25}/[\\w-]{30,100}',
    'https://[\\w-]{1,60}\\.webhook\\.office\\.com/webhookb2/[\\w@/-]{40,250}',
  ),
  token(
    'a Stripe key',
    '(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,250}',
    'whsec_[A-Za-z0-9+/]{20,100}',
  ),
  token(
    'a Google credential',
    'AIza[\\w-]{35}',
    'ya29\\.[\\w-]{20,500}',
    'GOCSPX-[\\w-]{20,60}',
    '1//0[\\w-]{30,200}',
  ),
  token('a HashiCorp Vault token', 'hv[sbr]\\.[\\w-]{20,300}'),
  token('an npm token', 'npm_[A-Za-z0-9]{30,60}'),
  token('a PyPI token', 'pypi-AgE[\\w-]{30,250}'),
  token('a Docker token', 'dckr_(?:pat|oat)_[\\w-]{20,80}'),
  token('a SendGrid key', 'SG\\.[\\w-]{16,32}\\.[\\w-]{16,64}'),
  token('a Mailgun key', 'key-[0-9a-f]{32}'),
  token('a DigitalOcean token', 'do[opr]_v1_[0-9a-f]{64}'),
  token('a Shopify token', 'shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}'),
  token('a Square token', 'sq0(?:atp|csp|idp)-[\\w-]{22,60}'),
  token('a Databricks token', 'dapi[0-9a-f]{32}'),
  token('a Grafana token', 'gl(?:sa|c)_[A-Za-z0-9+/=_]{30,250}'),
  token('a Sentry token', 'sntry[su]_[\\w+/=-]{30,300}'),
  token('a New Relic key', 'NRAK-[A-Z0-9]{27}', 'NRII-[\\w-]{32}'),
  token('a Dynatrace token', 'dt0[a-z]\\d\\d\\.[A-Z0-9]{24}\\.[A-Z0-9]{64}'),
  token(
    'an Atlassian token',
    'ATATT3x[\\w=-]{50,300}',
    'ATBB[A-Za-z0-9]{24,60}',
    'ATCTT3x[\\w=-]{50,300}',
  ),
  token(
    'an API key of a language model',
    'sk-(?:proj|ant|svcacct|admin|or)-[\\w-]{20,250}',
    'sk-[A-Za-z0-9]{20,60}T3BlbkFJ[A-Za-z0-9]{20,60}',
    'hf_[A-Za-z]{30,40}(?![A-Za-z])',
  ),
  token('a Postman key', 'PMAK-[0-9a-f]{24}-[0-9a-f]{34}'),
  token('a Linear key', 'lin_(?:api|oauth)_[A-Za-z0-9]{32,64}'),
  token('a Figma token', 'figd_[\\w-]{30,60}'),
  token('a Pulumi token', 'pul-[0-9a-f]{40}'),
  token('a Doppler token', 'dp\\.(?:pt|st|ct|scim|audit)\\.[\\w.-]{30,80}'),
  token('a PlanetScale token', 'pscale_(?:tkn|pw|oauth)_[\\w.-]{30,64}'),
  token('a Brevo key', 'xkeysib-[0-9a-f]{64}'),
  token('an age secret key', 'AGE-SECRET-KEY-1[A-Z0-9]{50,60}'),
  token(
    'a JSON Web Token',
    'eyJ[\\w-]{8,2000}\\.eyJ[\\w-]{8,4000}\\.[\\w-]{8,2000}',
  ),
  token(
    'a password hash',
    '\\$(?:2[abxy]|5|6|y|argon2(?:id|i|d))\\$[\\w./$=,+-]{20,250}',
  ),
];

/** All of them at once: most texts hold none, and are looked through once. */
const anyToken = new RegExp(
  `${START}(?:${tokens
    .map(({ pattern }) => pattern.source.slice(START.length))
    .join('|')})`,
);

/** Without one of these nothing is called a secret. */
const naming = /pass|pwd|secret|token|key|credential/i;

/** What stands for a value that is to be filled in, or was taken out. */
const placeholder =
  /^(?:[$<{[%*#(]|x{3,}|\.{3}|\u2026|redacted|changeme|change-me|example|placeholder|hidden|secret$|password$|pass$|pwd$|token$)/i;

/** What says where a value is kept, and no value. */
const reference =
  /^(?:[./~]|[a-z][a-z0-9+.-]{1,20}:\/\/|arn:|projects\/|secrets?\/|vault:|op:|ref\+|sha\d+:|(?:user|group|component|resource|system|api):|var\.|local\.|module\.|data\.|env\.|process\.|os\.)/i;

const keyword =
  '(?:pass(?:word|wd|phrase|code)|pwd|secret(?:[_-]?(?:access[_-]?)?key)?|token|api[_-]?key|(?:access|account|auth|private|signing|encryption|client|shared)[_-]?(?:access[_-]?)?(?:key|secret)|credentials?)';

const assignment = new RegExp(
  `${keyword}["']?\\\\?["']?(\\s{0,3}=\\s{0,3}|:\\s{0,3})["']?([^\\s"'\`,;<>(){}|]{6,200})`,
  'gi',
);

const userinfo = /:\/\/[^\s/?#:@]{0,100}:([^\s/?#@]{3,200})@/g;

/** `user:password@tcp(host:3306)/db`, `user:password@host:5432`: a connection string without its scheme. */
const bareUserinfo =
  /(?<![\w.%+/@:-])[\w.%+-]{1,64}:([^\s:@/"'`,;]{6,200})@(?!sha\d{3}:)[\w.-]{0,100}(?:[(:/]|\[)/g;

const header =
  /\b(?:bearer|basic)\s{1,3}(?=[\w.~+/=-]{0,200}[\d=+/_])(?=[\w.~+/=-]{0,200}[A-Za-z])([\w.~+/=-]{12,2000})/gi;

const commandLine =
  /(?<![\w-])--?(?:password|passwd|token|secret|api-?key|auth-?token|client-?secret)[ =]["']?([^\s"'\`-][^\s"'\`]{7,200})/gi;

/** `aws_secret_access_key wJalr…`, `the password is …`: a word that names it, and something random behind it. */
const spoken = new RegExp(
  `${keyword}["']?\\s{1,3}(?:is\\s{1,3}|to\\s{1,3})?["']?([^\\s"'\`,;<>(){}|]{12,200})`,
  'gi',
);

/**
 * What kind of credential a text holds, as a sentence continues: "holds a GitHub token". Undefined when there is none
 * by its shape. It is meant for what people write: prose, commit hashes, digests and addresses have none.
 */
export function credentialIn(text: string): string | undefined {
  if (text.length < 8) return undefined;
  if (
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY|PuTTY-User-Key-File-\d/.test(text)
  ) {
    return 'a private key';
  }
  const hasHost = text.includes('@');
  if (hasHost && some(userinfo, text, ([, password]) => isMeant(password))) {
    return 'a password in an address';
  }
  if (anyToken.test(text)) {
    return tokens.find(({ pattern }) => pattern.test(text))?.name;
  }
  const known = unprefixed.find(
    ({ sign, pattern }) => text.includes(sign) && pattern.test(text),
  );
  if (known) return known.name;
  if (
    hasHost &&
    some(bareUserinfo, text, ([, password]) => isMixed(password))
  ) {
    return 'a password in a connection string';
  }
  if (some(header, text, () => true)) return 'an authorization header';
  if (!naming.test(text)) return undefined;
  const assigned = some(
    assignment,
    text,
    ([, separator, value]) =>
      isMeant(value) &&
      (/^:\s/.test(separator) ? isRandom(value) : isMixed(value)),
  );
  if (
    assigned ||
    some(commandLine, text, ([, value]) => isMixed(value)) ||
    some(spoken, text, ([, value]) => isRandom(value))
  ) {
    return 'a password or a key';
  }
  return undefined;
}

const everyToken = new RegExp(anyToken.source, 'g');

/** A text without the tokens in it that are known by their form, nor what an authorization header has. */
export function withoutTokens(text: string, instead: string): string {
  let rest = text.replace(everyToken, instead);
  for (const { sign, pattern } of unprefixed) {
    if (rest.includes(sign)) {
      rest = rest.replace(new RegExp(pattern.source, 'g'), instead);
    }
  }
  return rest.replace(header, (whole, value: string) =>
    whole.replace(value, () => instead),
  );
}

function some(
  pattern: RegExp,
  text: string,
  judge: (match: RegExpMatchArray) => boolean,
): boolean {
  for (const match of text.matchAll(pattern)) {
    if (judge(match)) return true;
  }
  return false;
}

function isMeant(value: string): boolean {
  return !placeholder.test(value) && !reference.test(value);
}

/** Letters, and digits or what passwords are made stronger with: hardly a word. */
function isMixed(value: string): boolean {
  return isMeant(value) && /[A-Za-z]/.test(value) && /[\d!#$%^&*?]/.test(value);
}

/** More than a word with a number: after a colon people write what they mean, too. */
function isRandom(value: string): boolean {
  return (
    isMixed(value) &&
    ((/[a-z]/.test(value) && /[A-Z]/.test(value)) || value.length >= 20)
  );
}

import fc from 'fast-check';
import { credentialIn } from './credentialShapes';

/** Put together here, so that no scanner takes this file for a leak. */
const made = (...parts: string[]) => parts.join('');
const letters = 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5hJ7k';

describe('credentialIn', () => {
  it.each([
    ['an AWS access key', made('AKIA', 'Q2W3E4R5T6Y7U8I9')],
    ['a GitHub token', made('ghp', '_', letters.slice(0, 36))],
    ['a GitLab token', made('glpat', '-', letters.slice(0, 20))],
    ['a Slack token', made('xoxb', '-1234567890-', letters.slice(0, 20))],
    ['a Google credential', made('AIza', letters.slice(0, 35))],
    ['a HashiCorp Vault token', made('hvs', '.', letters.slice(0, 30))],
    ['a Stripe key', made('sk', '_live_', letters.slice(0, 24))],
    ['an npm token', made('npm', '_', letters.slice(0, 36))],
    [
      'an HCP Terraform token',
      made(letters.slice(0, 14), '.atlasv1.', letters, letters),
    ],
    [
      'a JSON Web Token',
      made('eyJ', 'hbGciOiJIUzI1NiJ9', '.eyJ', 'zdWIiOiIxIn0', '.c2lnbmF0dXJl'),
    ],
    ['a private key', made('-----BEGIN ', 'OPENSSH PRIVATE KEY-----\nb3Bl')],
    ['a password hash', made('$2b$', '12$', letters.slice(0, 40))],
  ])('names it: %s', (name, text) => {
    expect(credentialIn(text)).toBe(name);
    expect(credentialIn(`Deployed with ${text}, as agreed.`)).toBe(name);
  });

  it.each([
    'see https://ada:Moss4tones@wiki.example.com/page',
    'postgres://app:gr4nite@db.internal:5432/orders',
    'app:gr4nite-moss@tcp(db:3306)/orders',
    'export DB_PASSWORD=gr4nite-moss',
    'DB_PASSWORD="hunter2"',
    'The password is Gr4niteAndMoss7',
    'token: Gr4nite7xK2mQ9',
    '{"api_key":"gr4nite7xk2mq9"}',
    'Authorization: Bearer gr4nite7xk2mq9',
    'mysql --password gr4nite7x -h db',
    'aws_secret_access_key wJalrXUtnFEMIK7MDENGbPxRfiCYzEXAMPLEKEY',
    'AccountKey=gr4nite7xk2mq9==;',
  ])('finds one in %j', text => expect(credentialIn(text)).toBeDefined());

  it.each([
    'Rotate the database password and the API token; the secret stays in Vault.',
    'Reset your password here: https://portal.example.com/reset?next=/changes',
    'The password is kept in 1Password, entry orders-db.',
    'password: see the runbook',
    'token: taken from the pipeline',
    'secret = projects/acme/secrets/orders-db/versions/7',
    'password=${DB_PASSWORD}, token=$TOKEN, key=<your key>, api_key=xxxxxxxx',
    'DB_PASSWORD=var.db_password and password = module.db.password1',
    'Deploys 3f786850e387550fdab836ed7e6dc881de23001b',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'image nginx:1.27@sha256:9f86d081884c7d659a2feaa0c55ad015',
    'module.orders["eu"].google_sql_database_instance.orders[0]',
    'google_secret_manager_secret_version.api_token and kms key alias/orders',
    'owner: user:default/dana, reviewed by group:default/dba at 22:00',
    'mail ada@example.com or git@github.com:acme/infra.git',
    'https://portal.example.com:8443/changes?state=new&token_ttl=3600',
    'Basic functionality works; bearer of news: none.',
    'arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-db-AbCdEf',
    'CHG0000042 on 2026-11-25T22:00:00+01:00, 3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  ])('finds none in %j', text => expect(credentialIn(text)).toBeUndefined());

  it('finds none in words', () => {
    const word = fc.constantFrom(
      ...'the a password token secret key is was new old rotate for of at in 42 v2 api access: and, sale.'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), words => {
        expect(credentialIn(words.join(' '))).toBeUndefined();
      }),
    );
  });
});

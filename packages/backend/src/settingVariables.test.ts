import { Config } from '@backstage/config';
import { ConfigSources, StaticConfigSource } from '@backstage/config-loader';
import { assertSettings } from '@countersign/plugin-governance-node';
import path from 'path';
import { settingVariables } from './settingVariables';

const root = path.resolve(__dirname, '../../..');

const everything = {
  COUNTERSIGN_URL: 'https://countersign.example.com',
  POSTGRES_HOST: 'db',
  POSTGRES_PASSWORD: 'secret',
  AUTH_SESSION_SECRET: 'secret',
  LEDGER_KEY_FILE: '/key.pem',
  PIPELINE_TOKEN: 'secret',
  OIDC_METADATA_URL: 'https://id.example.com',
  OIDC_CLIENT_ID: 'countersign',
  OIDC_CLIENT_SECRET: 'secret',
};

/** The configuration of production, as these variables complete it. */
const production = (variables: Record<string, string>, over: object = {}) =>
  ConfigSources.toConfig(
    ConfigSources.merge([
      ConfigSources.default({
        argv: ['app-config.yaml', 'app-config.production.yaml'].flatMap(
          file => ['--config', path.join(root, file)],
        ),
        env: {},
        substitutionFunc: async name => variables[name],
      }),
      StaticConfigSource.create({ data: over as {} }),
    ]),
  );

/** What it says, if anything. */
const complaint = (config: Config) => {
  try {
    assertSettings(config, settingVariables);
    return '';
  } catch (error) {
    return String(error);
  }
};

describe('the settings of production', () => {
  it('accepts the configuration of production with the variables that the guide names', async () => {
    const config = await production(everything);
    expect(() => assertSettings(config, settingVariables)).not.toThrow();
  });

  it.each(Object.keys(everything).filter(name => name !== 'POSTGRES_PASSWORD'))(
    'names %s when it is missing, and nothing else',
    async name => {
      const { [name as keyof typeof everything]: _, ...rest } = everything;
      const message = complaint(await production(rest));
      expect([...new Set(message.match(/(?<=set )[A-Z_]+/g))]).toEqual([name]);
    },
  );

  it('names all that is missing at once', async () => {
    const config = await production({});
    expect(() => assertSettings(config, settingVariables)).toThrow(
      /backend\.baseUrl \(set COUNTERSIGN_URL\), .*externalAccess\[0\]\.options\.token \(set PIPELINE_TOKEN\), .*oidc\.production\.clientSecret \(set OIDC_CLIENT_SECRET\)$/,
    );
  });

  it('takes a key in the configuration, and a connection that is a string', async () => {
    const { LEDGER_KEY_FILE: _, POSTGRES_HOST: __, ...rest } = everything;
    const config = await production(rest, {
      ledger: { signingKey: 'PEM' },
      backend: { database: { connection: 'postgresql://db' } },
    });
    expect(() => assertSettings(config, settingVariables)).not.toThrow();
  });
});

import { Config } from '@backstage/config';
import { Reader } from './database/OperationsDatabase';

/** What the configuration of the portal's sources expects of the demo: services that real clients ask. */
export interface ExpectedOfDemo {
  /** Where clients of Google Cloud are led to. */
  cloud?: { host: string; port: number };
  /** Who reads the database of operations. */
  reader?: Reader;
}

/** The account by whose name a source asks the database that the demo makes. */
export const READER = 'larkspur_reader';

const isHere = (host: string) => host === '127.0.0.1' || host === 'localhost';

/** Reads which services of its own the demo has to run: those that some source of the configuration is led to. */
export function expectedOfDemo(config: Config): ExpectedOfDemo {
  const expected: ExpectedOfDemo = {};
  const sources =
    config.getOptionalConfigArray('complianceEvidence.sources') ?? [];
  for (const source of sources) {
    const given = source.getOptionalConfig('with');
    const kind = source.getOptionalString('kind') ?? '';
    const emulator = given?.getOptionalString('emulator');
    if (kind.startsWith('google-cloud-') && emulator) {
      const [host, port] = emulator.split(':');
      if (isHere(host)) expected.cloud = { host, port: Number(port) };
    }
    const user = kind === 'postgresql' && given?.getOptionalString('user');
    if (user === READER) {
      expected.reader = {
        user,
        password: given?.getOptionalString('password'),
      };
    }
  }
  return expected;
}

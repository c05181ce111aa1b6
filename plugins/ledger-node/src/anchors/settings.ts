import { readFileSync } from 'fs';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  parseWitnessKey,
  type VerifierKey,
} from '@countersign/plugin-ledger-common';
import { parseCertificates } from '@countersign/plugin-ledger-common/timeStamps';

/** A witness that the portal knows. */
export interface WitnessSetting {
  key: VerifierKey;
  /** As C2SP writes it. */
  text: string;
  /** Where it is asked; absent where it comes by itself. */
  url?: string;
}

/** Who vouches for checkpoints. */
export interface AnchorSettings {
  witnesses: WitnessSetting[];
  timeStamping?: {
    url: string;
    /** In DER: of the authority, or of who issued its certificate. */
    certificates: Uint8Array[];
    policy?: string;
  };
  everyMinutes: number;
}

const DEFAULT_MINUTES = 60;

/**
 * Reads `ledger.witnesses`, `ledger.timeStamping` and `ledger.anchorEveryMinutes`.
 *
 * @throws InputError saying which setting is missing or wrong
 */
export function readAnchorSettings(
  config: Pick<
    RootConfigService,
    'getOptionalConfigArray' | 'getOptionalConfig' | 'getOptionalNumber'
  >,
): AnchorSettings {
  const witnesses = (
    config.getOptionalConfigArray('ledger.witnesses') ?? []
  ).map((each, i): WitnessSetting => {
    const where = `ledger.witnesses[${i}]`;
    const text = each.getString('key');
    const url = each.getOptionalString('url');
    return {
      key: refusing(`${where}.key`, () => parseWitnessKey(text)),
      text,
      ...(url !== undefined && { url: address(`${where}.url`, url) }),
    };
  });
  const again = witnesses.find(
    ({ text }, i) => witnesses.findIndex(each => each.text === text) < i,
  );
  if (again) {
    throw new InputError(`ledger.witnesses names ${again.text} twice`);
  }
  const stamping = config.getOptionalConfig('ledger.timeStamping');
  const everyMinutes =
    config.getOptionalNumber('ledger.anchorEveryMinutes') ?? DEFAULT_MINUTES;
  if (!(everyMinutes >= 1 && everyMinutes <= 10_080)) {
    throw new InputError(
      `ledger.anchorEveryMinutes must be from 1 to 10080, not ${everyMinutes}`,
    );
  }
  const policy = stamping?.getOptionalString('policy');
  return {
    witnesses,
    everyMinutes,
    ...(stamping && {
      timeStamping: {
        url: address('ledger.timeStamping.url', stamping.getString('url')),
        certificates: readCertificates(
          stamping.getOptionalString('certificate'),
          stamping.getOptionalString('certificateFile'),
        ),
        ...(policy !== undefined && { policy }),
      },
    }),
  };
}

function readCertificates(inline?: string, file?: string): Uint8Array[] {
  if ((inline === undefined) === (file === undefined)) {
    throw new InputError(
      'ledger.timeStamping needs certificate or certificateFile, one of them: the authority, or who issued its certificate, in PEM',
    );
  }
  const setting = `ledger.timeStamping.certificate${file ? 'File' : ''}`;
  return refusing(setting, () =>
    parseCertificates(inline ?? readFileSync(file!, 'utf8')),
  );
}

function address(setting: string, text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InputError(`${setting} must be an http or https address`);
  }
  return text;
}

function refusing<T>(setting: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new InputError(
      `${setting} cannot be used: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

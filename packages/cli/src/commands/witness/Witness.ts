import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import {
  AddCheckpoint,
  cosignCheckpoint,
  formatWitnessKey,
  judgeCheckpoint,
  misconduct,
  NoteSigner,
  parseVerifierKey,
  TreeHasher,
  VerifierKey,
  WitnessRefusalCode,
  witnessKey,
} from '@countersign/plugin-ledger-common';
import { CommandFailure } from '../../output/failure';
import { sha256 } from '../compliance-evidence/hashes';
import { WitnessFile } from './WitnessFile';

/** What a witness says of a checkpoint. */
export type WitnessAnswer =
  | {
      cosigned: true;
      origin: string;
      size: number;
      /** What it had cosigned before; 0 where this is the first. */
      before: number;
      /** A signature line. */
      line: string;
    }
  | {
      cosigned: false;
      code: WitnessRefusalCode;
      message: string;
      /** What it cosigned last. */
      lastSize: number;
    };

/** Cosigns the checkpoints of logs that merely grow, and remembers them. */
export class Witness {
  readonly #signer: NoteSigner;
  readonly #logKeys: VerifierKey[];
  readonly #file: WitnessFile;
  readonly #hasher = new TreeHasher(sha256);

  constructor(options: {
    signer: NoteSigner;
    /** C2SP verifier keys of the logs that it watches. */
    logKeys: readonly string[];
    file: WitnessFile;
  }) {
    this.#signer = options.signer;
    this.#file = options.file;
    try {
      this.#logKeys = options.logKeys.map(parseVerifierKey);
    } catch (error) {
      throw new CommandFailure(
        `A key of a log cannot be read: ${
          error instanceof Error ? error.message : String(error)
        }`,
      );
    }
  }

  /** Entries at the checkpoint of a log that was cosigned last; 0 where there is none. */
  async lastSize(origin: string): Promise<number> {
    return this.#file.update(async memory => ({
      memory,
      answer: sizeOf(memory.logs[origin]?.checkpoint),
    }));
  }

  async answer(request: AddCheckpoint): Promise<WitnessAnswer> {
    return this.#file.update<WitnessAnswer>(async memory => {
      const now = new Date();
      const lastOf = (origin: string) => memory.logs[origin]?.checkpoint;
      const judgment = judgeCheckpoint(request, {
        ...{ logKeys: this.#logKeys, lastOf, hasher: this.#hasher },
      });
      if (judgment.cosign) {
        const { text, checkpoint } = judgment;
        const { origin, size } = checkpoint;
        const line = await cosignCheckpoint(text, this.#signer, now);
        const known = {
          checkpoint: request.checkpoint,
          cosignedAt: now.toISOString(),
        };
        return {
          memory: { ...memory, logs: { ...memory.logs, [origin]: known } },
          answer: {
            ...{ cosigned: true, origin, size, line },
            before: sizeOf(lastOf(origin)),
          },
        };
      }
      const { code, message } = judgment;
      const cosigned = lastOf(request.checkpoint.split('\n')[0]);
      const answer: WitnessAnswer = {
        ...{ cosigned: false, code, message },
        lastSize: sizeOf(cosigned),
      };
      const known = memory.misconduct.some(
        ({ shown }) => shown === request.checkpoint,
      );
      if (!cosigned || known || !misconduct.includes(code)) {
        return { memory, answer };
      }
      const seen = {
        ...{ at: now.toISOString(), code, message, cosigned },
        shown: request.checkpoint,
      };
      return {
        memory: { ...memory, misconduct: [...memory.misconduct, seen] },
        answer,
      };
    });
  }
}

function sizeOf(note: string | undefined): number {
  return Number(note?.split('\n')[1] ?? 0);
}

/**
 * The signer of a witness, by its private key.
 *
 * @throws CommandFailure which does not quote the key
 */
export function witnessSigner(name: string, pem: string): NoteSigner {
  try {
    const privateKey = createPrivateKey(pem);
    if (privateKey.asymmetricKeyType === 'ed25519') {
      const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
      const signer: NoteSigner = {
        name,
        publicKey: new Uint8Array(Buffer.from(jwk.x ?? '', 'base64url')),
        sign: async message => new Uint8Array(sign(null, message, privateKey)),
      };
      keyOf(signer);
      return signer;
    }
  } catch (error) {
    if (error instanceof RangeError) {
      throw new CommandFailure(`--name cannot be used: ${error.message}.`);
    }
  }
  throw new CommandFailure(
    '--key-file holds no unencrypted Ed25519 private key in PEM: make one with `openssl genpkey -algorithm ed25519`.',
  );
}

/** As others name the witness: C2SP text. */
export function keyOf({ name, publicKey }: NoteSigner): string {
  return formatWitnessKey(witnessKey(name, publicKey));
}

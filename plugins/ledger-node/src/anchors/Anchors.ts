import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  assembleProof,
  formatSignatureLine,
  parseSignatureLines,
  parseSignedNote,
  planConsistency,
  planNodes,
  utf8,
  verifyCosignatures,
  type AddCheckpoint,
  type Cosignature,
  type NoteSignature,
  type TreeHasher,
} from '@countersign/plugin-ledger-common';
import type { Knex } from 'knex';
import type { LedgerStore } from '../database/LedgerStore';
import { TreeReader } from '../database/TreeReader';
import { AnchorStore } from './AnchorStore';
import { askAuthority, askWitness } from './ask';
import type { AnchorSettings, WitnessSetting } from './settings';

/** Who vouched for a checkpoint, for whoever sent the cosignatures. */
export interface AddedCosignatures {
  /** Leaves in the log. */
  size: number;
  cosignatures: { witness: string; time: string }[];
}

/** Has others vouch for the checkpoints of a log, and keeps what they say. */
export class Anchors {
  readonly #store = new AnchorStore();

  constructor(
    private readonly options: {
      knex: Knex;
      ledger: LedgerStore;
      hasher: TreeHasher;
      settings: AnchorSettings;
      logger: LoggerService;
    },
  ) {}

  /** Whether anybody is to be asked from here. */
  get asksAnybody(): boolean {
    const { witnesses, timeStamping } = this.options.settings;
    return timeStamping !== undefined || witnesses.some(({ url }) => url);
  }

  /**
   * How the log grew since a size: what a witness is asked. A size beyond the log's own is answered with no proof: the witness
   * shall see that the log shrank.
   */
  async growth(from: number): Promise<AddCheckpoint> {
    const { knex, ledger, hasher } = this.options;
    return knex.transaction(
      async trx => {
        const latest = await ledger.latestCheckpoint(trx);
        if (!latest) {
          throw new ConflictError(
            'The ledger has no entries yet: there is nothing to vouch for',
          );
        }
        if (from === 0 || from >= latest.size) {
          return { oldSize: from, proof: [], checkpoint: latest.note };
        }
        const plan = planConsistency(from, latest.size);
        const hashOf = await new TreeReader(trx, hasher).read(planNodes(plan));
        return {
          oldSize: from,
          proof: assembleProof(plan, hashOf, hasher),
          checkpoint: latest.note,
        };
      },
      { isolationLevel: 'repeatable read', readOnly: true },
    );
  }

  /**
   * Keeps cosignatures of a checkpoint: they speak for themselves, whoever brings them.
   *
   * @throws ConflictError where the configuration names no witness, InputError where none is by one of them, or does not verify
   */
  async add(size: number, lines: string): Promise<AddedCosignatures> {
    const { knex, settings } = this.options;
    const { witnesses } = settings;
    if (witnesses.length === 0) {
      throw new ConflictError(
        'This portal knows no witness: set ledger.witnesses to the keys of those it shall take cosignatures from',
      );
    }
    const note = await this.#store.noteAt(knex, size);
    if (note === undefined) {
      throw new NotFoundError(
        `This log has signed no checkpoint of ${size} entries`,
      );
    }
    let signatures: NoteSignature[];
    let found: Cosignature[];
    try {
      signatures = parseSignatureLines(lines);
      found = this.#verified(note, signatures);
    } catch (error) {
      throw new InputError(
        `These are no cosignatures of the checkpoint of ${size} entries: ${messageOf(
          error,
        )}`,
      );
    }
    if (found.length === 0) {
      throw new InputError(
        `None of these is by a witness that the portal knows: they are by ${signatures
          .map(({ name }) => name)
          .join(', ')}, and it knows ${witnesses
          .map(({ key }) => key.name)
          .join(', ')}`,
      );
    }
    const added: AddedCosignatures = { size, cosignatures: [] };
    for (const { witness, text } of this.#byWitness(signatures)) {
      const cosignature = found.find(each => each.witness === witness.key);
      if (!cosignature) continue;
      await this.#store.addCosignature(knex, size, witness.text, text);
      added.cosignatures.push({
        witness: witness.text,
        time: cosignature.time,
      });
    }
    return added;
  }

  /**
   * Has the latest checkpoint cosigned and stamped by all who are asked from here. Who does not answer is missing, and is
   * said in the log of the portal: evidence is not held up by others.
   */
  async anchor(): Promise<void> {
    const { knex, ledger, settings, logger } = this.options;
    const latest = await ledger.latestCheckpoint(knex);
    if (!latest) return;
    const trying = async (who: string, ask: () => Promise<void>) => {
      try {
        await ask();
      } catch (error) {
        logger.warn(
          `${who} did not vouch for the ledger at ${
            latest.size
          } entries: ${messageOf(error)}`,
        );
      }
    };
    const { timeStamping } = settings;
    await Promise.all([
      ...settings.witnesses
        .filter(({ url }) => url !== undefined)
        .map(witness =>
          trying(`The witness ${witness.key.name}`, () =>
            this.#askWitness(witness, latest.size),
          ),
        ),
      ...(timeStamping
        ? [
            trying(
              `The time stamping authority ${timeStamping.url}`,
              async () => {
                if ((await this.#store.lastStamped(knex)) >= latest.size)
                  return;
                const { text } = parseSignedNote(latest.note);
                const token = await askAuthority(timeStamping, utf8(text));
                await this.#store.addTimeStamp(knex, latest.size, token);
              },
            ),
          ]
        : []),
    ]);
  }

  /** It is asked from where we know that it was, and once more from where it says that it is. */
  async #askWitness(witness: WitnessSetting, size: number): Promise<void> {
    const { knex } = this.options;
    let from = await this.#store.lastCosigned(knex, witness.text);
    if (from >= size) return;
    for (let attempt = 1; ; attempt++) {
      const request = await this.growth(from);
      const answer = await askWitness(witness, request);
      if ('signatures' in answer) {
        await this.#keep(witness, request.checkpoint, answer.signatures);
        return;
      }
      if (attempt === 2 || answer.cosigned === from) {
        throw new Error(
          `it says that it cosigned ${answer.cosigned} entries and refuses the growth from there`,
        );
      }
      from = answer.cosigned;
    }
  }

  async #keep(
    witness: WitnessSetting,
    note: string,
    signatures: readonly NoteSignature[],
  ): Promise<void> {
    const { knex } = this.options;
    const own = this.#byWitness(signatures).find(
      each => each.witness === witness,
    );
    const verified = own && this.#verified(note, [own.signature]);
    if (!own || !verified?.length) {
      throw new Error('its answer has no cosignature by its key');
    }
    const size = Number(note.split('\n')[1]);
    await this.#store.addCosignature(knex, size, witness.text, own.text);
  }

  /** @throws SyntaxError where one that claims to be by a known witness does not verify */
  #verified(note: string, signatures: readonly NoteSignature[]): Cosignature[] {
    const { text } = parseSignedNote(note);
    return verifyCosignatures(
      { text, signatures: [...signatures] },
      this.options.settings.witnesses.map(({ key }) => key),
    );
  }

  #byWitness(signatures: readonly NoteSignature[]) {
    return signatures.flatMap(signature => {
      const id = Buffer.from(signature.keyId).toString('hex');
      const witness = this.options.settings.witnesses.find(({ text }) =>
        text.startsWith(`${signature.name}+${id}+`),
      );
      const text = formatSignatureLine(signature);
      return witness ? [{ witness, signature, text }] : [];
    });
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  // `fetch` says "fetch failed" and keeps the reason in its cause.
  return cause instanceof Error
    ? `${error.message}: ${cause.message}`
    : error.message;
}

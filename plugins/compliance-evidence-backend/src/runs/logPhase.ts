import { createHash } from 'crypto';
import {
  digestOfBytes,
  PackManifest,
  packPaths,
  signManifest,
} from '@countersign/plugin-compliance-evidence-common';
import { NoteSigner } from '@countersign/plugin-ledger-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { StoredArtefact, StoredQuestion } from '../database/ResultStore';
import { keepBytes, readWhole } from '../store/Conduit';
import { manifestOf } from './manifestOf';
import { RunContext } from './RunContext';
import { structuredLog } from './structuredLog';
import { PackFile, zipPack } from './zipPack';

/** A file with its digest: what the manifest names, and the pack holds. */
interface Packed extends PackFile {
  sha256: string;
}

/** Makes the signed pack: reports, raw bytes, answers, renderings and logs in one zip with stable bytes. */
export async function logPhase(
  context: RunContext,
  options: {
    ledger: Pick<Ledger, 'origin' | 'anchor' | 'exportSubject'>;
    signer: NoteSigner;
  },
): Promise<void> {
  const { tools, run } = context;
  const bundle = await keepBundle(context, options.ledger);
  const { manifest, questions, artefacts } = await wholeManifest(
    context,
    options.ledger.origin,
  );
  const phases = await tools.progress.phases(context.knex, run.id);
  const log = structuredLog({
    manifest,
    report: context.report,
    phases,
    questions,
  });
  const files: Packed[] = [
    ...keptFiles(context, manifest, questions, artefacts),
    ofBytes(packPaths.log, log),
    ofBytes(packPaths.ledger, bundle),
  ];
  const signed = Buffer.from(
    await signManifest(manifest, files, options.signer),
  );
  const pack = await tools.store.put(
    zipPack([...files, ofBytes(packPaths.manifest, signed)]),
  );
  const manifestDigest = digestOfBytes(signed);
  await context.finish('log', async unit => {
    await unit.record('run.packed', run.number, { manifestDigest });
    return { pack: { ...pack, manifestDigest } };
  });
}

/** The ledger grows: the pack holds what it said when the log was first written, however often that is begun. */
async function keepBundle(
  context: RunContext,
  ledger: Pick<Ledger, 'anchor' | 'exportSubject'>,
): Promise<Uint8Array> {
  const { tools, run, stored } = context;
  if (!stored.ledgerBundle) {
    // Those who vouch for the ledger see this run, and the pack has what they say.
    await ledger.anchor();
    const text = await ledger.exportSubject(run.number);
    const { key } = await keepBytes(tools.store, Buffer.from(text));
    await context.write(async () => ({ ledgerBundle: key }));
  }
  return readWhole(tools.store, context.stored.ledgerBundle!);
}

async function wholeManifest(context: RunContext, origin: string) {
  const { tools, run, knex } = context;
  const { manifest, questions } = await manifestOf(
    knex,
    tools,
    context.stored,
    origin,
  );
  const artefacts = await tools.results.artefacts(knex, run.id);
  const whole: PackManifest = {
    ...manifest,
    artefacts: artefacts.map(({ key, ...artefact }) => artefact),
  };
  return { manifest: whole, questions, artefacts };
}

function keptFiles(
  { report, tools }: RunContext,
  manifest: PackManifest,
  questions: readonly StoredQuestion[],
  artefacts: readonly StoredArtefact[],
): Packed[] {
  const kept = (
    path: string,
    { key, sha256 }: { key: string; sha256: string },
  ) => ({
    path,
    sha256,
    bytes: () => tools.store.get(key),
  });
  return [
    ...[...report.files].map(([path, bytes]) =>
      ofBytes(packPaths.report(path), bytes),
    ),
    ...manifest.evidence.map(each => kept(packPaths.snapshot(each), each)),
    ...questions.map(each => kept(packPaths.result(each.name), each)),
    ...artefacts.map(each => kept(packPaths.artefact(each.path), each)),
  ];
}

function ofBytes(path: string, bytes: Uint8Array): Packed {
  return {
    path,
    sha256: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    async *bytes() {
      yield bytes;
    },
  };
}

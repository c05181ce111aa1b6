import { EngineAssets } from '../engine/database';
import { PageAnswer, PageAsk } from './messages';
import { verifyFiles } from './verifyFiles';

const answer = (message: PageAnswer) => globalThis.postMessage(message);

globalThis.onmessage = async ({ data }: MessageEvent<PageAsk>) => {
  try {
    const findings = await verifyFiles(data.files, data.trust, {
      assets: () => unpacked(data.assets),
      step: text => answer({ is: 'step', text }),
    });
    answer({ is: 'found', findings });
  } catch (error) {
    answer({
      is: 'failed',
      message: error instanceof Error ? error.message : String(error),
    });
  }
};

async function unpacked(packed: PageAsk['assets']): Promise<EngineAssets> {
  const [postgres, initdb, data, cluster] = await Promise.all(
    [packed.postgres, packed.initdb, packed.data, packed.cluster].map(gunzip),
  );
  return { postgres, initdb, data, cluster };
}

async function gunzip(base64: string): Promise<Uint8Array> {
  const bytes = Uint8Array.from(atob(base64), character =>
    character.charCodeAt(0),
  );
  const stream = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

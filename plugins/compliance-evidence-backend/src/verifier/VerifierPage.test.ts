import { createHash } from 'crypto';
import { mkdtemp, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { NotAllowedError } from '@backstage/errors';
import { Caller } from '@countersign/plugin-governance-node';
import { VerifierPage } from './VerifierPage';

const auditor: Caller = { kind: 'user', ref: 'user:default/auditor' };
const stranger: Caller = { kind: 'user', ref: 'user:default/stranger' };

const authorizer = {
  rights: async (caller: Caller) => ({
    demandReading() {
      if (caller === stranger) throw new NotAllowedError('You read no run');
      return undefined;
    },
  }),
};

describe('the page that verifies', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'verifier-'));
    file = path.join(folder, 'verify.html');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const described = (text: string) => ({
    page: {
      size: text.length,
      sha256: `sha256:${createHash('sha256').update(text).digest('hex')}`,
    },
  });
  const bytesOf = async (offered: VerifierPage) => {
    const { content, filename } = await offered.page(auditor);
    expect(filename).toBe('verify.html');
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };

  it('is handed out with its size and digest, also after a newer one took its place', async () => {
    const offered = new VerifierPage({ authorizer, file });
    await writeFile(file, '<p>one</p>');
    expect(await offered.problem()).toBeUndefined();
    expect(await offered.describe(auditor)).toEqual(described('<p>one</p>'));
    expect(await bytesOf(offered)).toBe('<p>one</p>');
    await writeFile(file, '<p>the next</p>');
    expect(await offered.describe(auditor)).toEqual(
      described('<p>the next</p>'),
    );
    expect(await bytesOf(offered)).toBe('<p>the next</p>');
  });

  it('is not offered where there is none, and how it is made is said', async () => {
    const none = new VerifierPage({ authorizer });
    expect(await none.describe(auditor)).toEqual({ page: undefined });
    expect(await none.problem()).toBeUndefined();
    await expect(none.page(auditor)).rejects.toThrow(
      'countersign verify --page verify.html',
    );
    const missing = new VerifierPage({ authorizer, file });
    expect(await missing.describe(auditor)).toEqual({ page: undefined });
    expect(await missing.problem()).toContain(
      `complianceEvidence.verifyPage: there is no file ${file}`,
    );
  });

  it('is for those who may read some run', async () => {
    await writeFile(file, '<p>one</p>');
    const offered = new VerifierPage({ authorizer, file });
    await expect(offered.describe(stranger)).rejects.toThrow('You read no run');
    await expect(offered.page(stranger)).rejects.toThrow('You read no run');
  });
});

/**
 * @jest-environment @backstage/cli-module-test-jest/config/jest-environment-jsdom
 */
import { verifyBundle } from './bundle/verifyBundle';
import { canonicalJson } from './canonical/canonicalJson';
import { TreeHasher } from './merkle/TreeHasher';
import { toHex, utf8 } from './bytes';
import { parseSignedNote, verifyNote } from './note/signedNote';
import { parseVerifierKey } from './note/verifierKey';

describe('in a browser', () => {
  it('canonicalises, hashes and verifies without anything of Node', () => {
    expect(typeof window).toBe('object');
    expect(canonicalJson({ b: [1], a: 'ü' })).toBe('{"a":"ü","b":[1]}');
    expect(toHex(new TreeHasher().leaf(''))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    // The example of C2SP signed-note.
    const key = parseVerifierKey(
      'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    );
    const note = parseSignedNote(
      'This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
    );
    expect(verifyNote(note, [key])).toEqual([key]);
    expect(verifyBundle(utf8('{}\n'), { trustedKeys: [] }).ok).toBe(false);
  });
});

/** More files than this are no pattern that somebody meant. */
export const MOST_FILES = 10_000;

/** Matches the paths that a pattern means, such as `scans/*\/trivy.json`: `*` is any part of one name. */
export function pathPattern(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .split('*')
      .map(text => text.replace(/[.\\^$+?()[\]{}|]/g, '\\$&'))
      .join('[^/]*')}$`,
  );
}

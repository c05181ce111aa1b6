/** `spec.sources[0].key` of its parts. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, step) =>
      typeof step === 'number'
        ? `${text}[${step}]`
        : `${text}${text && '.'}${String(step)}`,
    '',
  );
}

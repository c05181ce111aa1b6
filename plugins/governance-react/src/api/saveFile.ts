/** Hands the exact bytes to the browser as a file. */
export function saveFile(
  bytes: Uint8Array,
  file: { name: string; type: string },
): void {
  const url = URL.createObjectURL(
    new Blob([bytes.slice().buffer], { type: file.type }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  URL.revokeObjectURL(url);
}

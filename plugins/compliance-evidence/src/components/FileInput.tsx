import { FileInput as AnyFileInput } from '@countersign/plugin-governance-react';
import { ComponentProps } from 'react';

/** Chooses a file, and hands it over as base64. */
export function FileInput(
  props: Omit<ComponentProps<typeof AnyFileInput>, 'onFile'> & {
    onFile(file: { name: string; content: string } | undefined): void;
  },
) {
  const { onFile } = props;
  return (
    <AnyFileInput
      {...props}
      onFile={async file =>
        onFile(file && { name: file.name, content: await base64Of(file) })
      }
    />
  );
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    // A data URL: what follows the comma is the file.
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

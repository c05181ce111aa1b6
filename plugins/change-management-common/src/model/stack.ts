import { z } from 'zod';
import { textSchema } from '@countersign/plugin-governance-common';

/**
 * A directory of a repository, from its root: `stacks/eu`, and `.` for the root itself. However it is written, one
 * directory has one form.
 */
export const directorySchema = textSchema
  .min(1)
  .max(500)
  .transform(text => {
    const steps: string[] = [];
    for (const step of text.replaceAll('\\', '/').split('/')) {
      if (step === '..' && steps.length && steps.at(-1) !== '..') steps.pop();
      else if (step !== '' && step !== '.') steps.push(step);
    }
    return steps.join('/') || '.';
  });

export const workspaceSchema = textSchema.min(1).max(200);

/** Where Terraform keeps the state: `gcs://bucket/prefix`. An address with a user or a password is refused. */
export const backendSchema = textSchema
  .min(1)
  .max(500)
  .refine(
    text => !/^[^/]*:\/\/[^/]*@/.test(text),
    'holds a user or a password; say where the state is kept without them, such as gcs://bucket/prefix',
  );

/**
 * Which of the places that one configuration can be applied to: the same plan file of the same commit changes other
 * resources in another workspace, directory or backend.
 */
export const stackSchema = z.strictObject({
  workspace: workspaceSchema.optional(),
  directory: directorySchema.optional(),
  backend: backendSchema.optional(),
});
export type Stack = z.infer<typeof stackSchema>;

import { z } from 'zod';
import { HttpProblem } from './HttpProblem';

/** @throws HttpProblem with each field and what would be right; values are not repeated */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
  field?: string,
): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const said = result.error.issues.map(({ path, message }) =>
    [[field, ...path].filter(Boolean).join('.'), message]
      .filter(Boolean)
      .join(': '),
  );
  throw new HttpProblem(400, 'InputError', said.join('; '));
}

/** One field that GitHub's API complains about. */
export interface FieldError {
  resource: string;
  field?: string;
  code: string;
  message?: string;
}

/** An answer that is no success; REST, GraphQL and the pages each put it in their own form. */
export class ForgeError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly errors?: FieldError[],
  ) {
    super(message);
    this.name = 'ForgeError';
  }
}

/** 404 in GitHub's words, with what was looked for. */
export function notFound(what: string): ForgeError {
  return new ForgeError(404, `Not Found: ${what}`);
}

/** 422 for one field, with the remedy in the message. */
export function invalid(
  resource: string,
  field: string,
  message: string,
): ForgeError {
  return new ForgeError(422, `Validation Failed: ${field}: ${message}`, [
    { resource, field, code: 'custom', message },
  ]);
}

/** A merge that git could not do by itself; nothing was changed. */
export class MergeConflictError extends ForgeError {
  constructor(readonly base: string, readonly files: string[]) {
    super(
      409,
      `Merge conflict with ${base} in ${files.join(
        ', ',
      )}. Nothing was changed: bring the branch up to date with ${base} and merge again.`,
    );
    this.name = 'MergeConflictError';
  }
}

/** Wrong use: what was typed can't be done. Exit status 2. */
export class UsageError extends Error {}

/**
 * A failure that has been said in full, with its remedy; nothing about the
 * program itself helps, so no stack is shown. Exit status 1.
 */
export class CliError extends Error {}

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** Where the package is pulled from on hubs of containers. */
const SOURCE = 'ghcr.io/illm-lab/composition';
/** What a function's package says about itself, in the repository. */
const DESCRIPTION = 'packages/composition/package/crossplane.yaml';
/** Name of the Function, and so what compositions call it. */
export const FUNCTION = 'composition';

/** Crossplane shortens names to this, and digests to that. */
const NAME_LENGTH = 50;
const DIGEST_LENGTH = 12;

/** A package as Crossplane is told of it. */
export interface FunctionPackage {
  /** Reference with the digest of its content. */
  reference: string;
  /** Name that Crossplane gives the FunctionRevision. */
  revision: string;
  /** Name of its file in Crossplane's cache, without ending. */
  cached: string;
  content: string;
}

const shortened = (name: string, digest: string) =>
  `${name.slice(0, NAME_LENGTH)}-${digest.slice(0, DIGEST_LENGTH)}`.replace(
    /[/.:]/g,
    '-',
  );

/**
 * The function's package as this checkout has it. No registry is needed: the
 * digest is of what the package says, which is all that Crossplane reads of it
 * here, since the function runs beside it as a process.
 */
export function functionPackage(repoRoot: string): FunctionPackage {
  const content = readFileSync(path.join(repoRoot, DESCRIPTION), 'utf8');
  const digest = createHash('sha256').update(content).digest('hex');
  return {
    reference: `${SOURCE}@sha256:${digest}`,
    revision: shortened(FUNCTION, digest),
    cached: shortened(SOURCE, `sha256:${digest}`),
    content,
  };
}

/** Puts a package into Crossplane's cache, as if it had been pulled. */
export function cachePackage(one: FunctionPackage, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(folder, `${one.cached}.gz`), gzipSync(one.content));
}

import { createHash } from 'node:crypto';
import { Manifest } from '../types';

/** Longest name of an object that all of the kinds used here accept. */
const MAX_LENGTH = 63;
const HASH_LENGTH = 5;
const ID_LENGTH = 10;

const hash = (text: string, length: number) =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

/**
 * Name of a part's object: the claim's name, its kind and the part. Where that
 * is too long, the end of it is a hash, so that two parts never share a name.
 */
export function objectName(claim: Manifest, part: string): string {
  const full = [claim.metadata.name, claim.kind.toLowerCase(), part].join('-');
  if (full.length <= MAX_LENGTH) return full;
  const head = full
    .slice(0, MAX_LENGTH - HASH_LENGTH - 1)
    .replace(/[-.]+$/, '');
  return `${head}-${hash(full, HASH_LENGTH)}`;
}

/**
 * For names that must be unique in the world. By the claim's uid: another claim
 * of the same name, on this hub later or on another hub, gets another.
 */
export const claimId = ({ kind, metadata }: Manifest): string =>
  hash(
    [kind, metadata.namespace, metadata.name, metadata.uid ?? ''].join('/'),
    ID_LENGTH,
  );

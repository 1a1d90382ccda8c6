import {
  ClaimSchema,
  isOpen,
  LABEL_EXPERIMENT,
  valuesOf,
  withDefaults,
  YAML_FOR_ALL,
} from '@illm-lab/plugin-hub-common';
import { diffArrays } from 'diff';
import { isDeepStrictEqual } from 'node:util';
import { Document, isAlias, parseAllDocuments } from 'yaml';
import { Claim } from './claim';

type Values = Record<string, unknown>;
type Path = (string | number)[];

const READ = { merge: true };
const WRITE = { ...YAML_FOR_ALL, lineWidth: 0 };
const ESTIMATE = 'illm.lab/monthly-estimate';

/** Of a part without a schema all fields are known. */
const OPEN: ClaimSchema = { 'x-kubernetes-preserve-unknown-fields': true };

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalar = (value: unknown) =>
  typeof value !== 'object' || value === null;

/** The claim of that kind and name in a file; undefined when it has none. */
export function claimIn(
  text: string,
  { kind, metadata }: Pick<Claim, 'kind' | 'metadata'>,
): Claim | undefined {
  const found = documentOf(parseAllDocuments(text, READ), kind, metadata.name);
  return found?.toJS() as Claim | undefined;
}

function documentOf(documents: Document[], kind: string, name: string) {
  return documents.find(
    one =>
      one.errors.length === 0 &&
      // a file of before may leave the kind to its name
      [kind, undefined].includes(one.get('kind') as string | undefined) &&
      one.getIn(['metadata', 'name']) === name,
  );
}

/**
 * A claim's file with what a person has changed: only that. Comments, other
 * annotations and labels, fields that the kind's schema does not know (such as
 * Crossplane's own) and the order stay; a default that is not written stays so.
 *
 * @param wanted - the whole claim as asked for, its spec without defaults
 */
export function editClaim(
  text: string,
  wanted: Claim,
  schema: ClaimSchema,
): string {
  const documents = parseAllDocuments(text, READ) as Document[];
  const before = written(documents, text);
  const document = documentOf(documents, wanted.kind, wanted.metadata.name);
  if (!document) return text;
  const old = document.toJS() as Claim;
  if (old.apiVersion !== wanted.apiVersion) {
    document.set('apiVersion', wanted.apiVersion);
  }
  const { labels = {}, annotations = {} } = wanted.metadata;
  const set = (path: Path, is: unknown, value: unknown) => {
    if (value !== undefined && value !== is) document.setIn(path, value);
  };
  for (const [name, value] of Object.entries(labels)) {
    set(['metadata', 'labels', name], old.metadata.labels?.[name], value);
  }
  if (!(LABEL_EXPERIMENT in labels)) {
    document.deleteIn(['metadata', 'labels', LABEL_EXPERIMENT]);
  }
  const estimate = old.metadata.annotations?.[ESTIMATE];
  if (estimate !== undefined) {
    const path = ['metadata', 'annotations', ESTIMATE];
    set(path, estimate, annotations[ESTIMATE]);
  }
  merge(document, ['spec'], schema, old.spec ?? {}, wanted.spec);
  return onto(text, before, written(documents, text));
}

/** Puts into a map of the file what is wanted of it. */
function merge(
  document: Document,
  path: Path,
  schema: ClaimSchema,
  before: Values,
  wanted: Values,
): void {
  unshare(document, path, before);
  const { properties = {} } = schema;
  const isKnown = (name: string) =>
    name in properties || isOpen(schema) || valuesOf(schema) !== undefined;
  for (const name of new Set([
    ...Object.keys(before),
    ...Object.keys(wanted),
  ])) {
    const at = [...path, name];
    const one = properties[name] ?? valuesOf(schema) ?? OPEN;
    const [is, to] = [before[name], wanted[name]];
    if (to === undefined) {
      // The form shows all that the schema knows; what it lacks was taken out.
      if (isKnown(name)) document.deleteIn(at);
    } else {
      change(document, at, one, is, to);
    }
  }
}

/** What an anchor has is for others too: a copy is changed. */
function unshare(document: Document, at: Path, value: unknown) {
  if (isAlias(document.getIn(at, true))) {
    document.setIn(at, document.createNode(value));
  }
}

function change(
  document: Document,
  at: Path,
  schema: ClaimSchema,
  is: unknown,
  to: unknown,
): void {
  if (isDeepStrictEqual(is, to)) return;
  if (is === undefined && isDefault(schema, to)) return;
  if (isObject(is) && isObject(to)) {
    merge(document, at, schema, is, to);
  } else if (Array.isArray(is) && Array.isArray(to)) {
    unshare(document, at, is);
    to.forEach((one, index) =>
      change(document, [...at, index], schema.items ?? OPEN, is[index], one),
    );
    for (let index = is.length - 1; index >= to.length; index -= 1) {
      document.deleteIn([...at, index]);
    }
  } else {
    document.setIn(at, isScalar(to) ? to : document.createNode(to));
  }
}

function isDefault({ default: fallback, ...schema }: ClaimSchema, to: unknown) {
  return (
    fallback !== undefined &&
    isDeepStrictEqual(withDefaults(schema, fallback), withDefaults(schema, to))
  );
}

function written(documents: Document[], text: string): string {
  return documents
    .map((one, index) => {
      // `- ` of lists stands where the file has it
      const indentSeq = !/^( *)[^\s#-].*:\s*\n\1- /m.test(text);
      const body = one.toString({ ...WRITE, indentSeq });
      return index > 0 && !body.startsWith('---') ? `---\n${body}` : body;
    })
    .join('');
}

/**
 * The changes from one writing of a file to another, made to its lines as the
 * person wrote them: writing alone may change spaces and quotes.
 */
function onto(text: string, before: string, after: string): string {
  if (before === after) return text;
  const own = linesOf(text);
  const from = before.split('\n');
  if (own.length !== from.length) return after;
  let line = 0;
  const kept = diffArrays(from, after.split('\n')).flatMap(
    ({ added, removed, value }) => {
      if (added) return value;
      const lines = own.slice(line, line + value.length);
      line += value.length;
      return removed ? [] : lines;
    },
  );
  const result = kept.join('\n');
  return isDeepStrictEqual(valuesIn(result), valuesIn(after)) ? result : after;
}

/** The lines of a text; empty ones in a row are one, as they are when written. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const last = lines.length - 1;
    if (line.trim() === '' && lines[last]?.trim() === '') {
      lines[last] += `\n${line}`;
    } else {
      lines.push(line);
    }
  }
  return lines;
}

function valuesIn(text: string): unknown[] | undefined {
  const documents = parseAllDocuments(text, READ) as Document[];
  return documents.some(({ errors }) => errors.length > 0)
    ? undefined
    : documents.map(one => one.toJS());
}

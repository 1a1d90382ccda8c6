import { coerce, lt } from 'semver';
import { Pin, PlatformTree, pinsOf } from '../tree';
import { Finding, Rule } from './Rule';

/** What is known about a pinned part, as of a day. */
interface Row {
  datasource: string;
  depNames: string[];
  version: string;
  /** What a chart installs, if that is what advisories count. */
  application?: string;
  /** The day of the look-up, `2026-12-01`, or `never`. */
  checked: string;
  /** Where it was looked up. */
  sources: string[];
  /** Advisories of the past, each with the version that closed it. */
  closed?: Record<string, string>;
  /** Those that the pinned version has. */
  open?: { id: string; why: string; guard: string }[];
}

const FILE = 'platform/advisories.yaml';
const SAFETY = 'docs/explanation/safety.md';
const ID = /\b(CVE-\d{4}-\d{4,}|GHSA(-[0-9a-z]{4}){3})\b/g;

const rowsOf = (tree: PlatformTree): Row[] =>
  tree.documents(FILE).flatMap(document => (document.parts ?? []) as Row[]);

const named = ({ datasource, depName, version }: Pin) =>
  `${datasource} ${depName} ${version}`;

const covers = (row: Row, pin: Pin) =>
  row.datasource === pin.datasource && row.depNames.includes(pin.depName);

/** A pin that nobody looked up, or a row about a version that is not pinned. */
function rowsAndPins(tree: PlatformTree, rows: Row[]): Finding[] {
  const pins = pinsOf(tree);
  const unknown = pins
    .filter(
      pin => !rows.some(row => covers(row, pin) && row.version === pin.version),
    )
    .map(pin => ({
      file: pin.file,
      message: `${named(
        pin,
      )} has no row in ${FILE}; look its advisories up and write one`,
    }));
  const stale = rows.flatMap(row =>
    row.depNames
      .map(depName => ({ ...row, depName, file: FILE }))
      .filter(it => !pins.some(pin => named(pin) === named(it)))
      .map(it => ({
        file: FILE,
        message: `${named(it)} is pinned nowhere; look up the version that is`,
      })),
  );
  return [...unknown, ...stale];
}

/** Rows that do not say when and where, or that say what cannot be. */
function contents({
  depNames,
  version,
  application,
  checked,
  sources,
  closed = {},
  open = [],
}: Row) {
  const running = coerce(application ?? version);
  const says = [
    /^(\d{4}-\d\d-\d\d|never)$/.test(checked)
      ? []
      : ['`checked` is neither a day nor `never`'],
    sources?.length ? [] : ['it names no source'],
    Object.entries(closed)
      .filter(([, since]) => !running || lt(running, coerce(since)!))
      .map(([id, since]) => `${id} is closed from ${since} on, so it is open`),
    open
      .filter(({ why, guard }) => !why || !guard)
      .map(({ id }) => `${id} is open without \`why\` and \`guard\``),
  ].flat();
  return says.map(message => ({
    file: FILE,
    message: `${depNames[0]}: ${message}`,
  }));
}

/** What is open is what people are told. */
function told(tree: PlatformTree, rows: Row[]): Finding[] {
  const text = tree.files.get(SAFETY) ?? '';
  const inText = new Set(text.match(ID));
  const open = new Set(
    rows.flatMap(row => (row.open ?? []).map(({ id }) => id)),
  );
  return [
    ...[...open]
      .filter(id => !inText.has(id))
      .map(id => ({
        file: SAFETY,
        message: `${id} is open and not named here`,
      })),
    ...[...inText]
      .filter(id => !open.has(id))
      .map(id => ({
        file: SAFETY,
        message: `${id} is named, and open nowhere in ${FILE}`,
      })),
  ];
}

/** Every pinned part has a row that says what is known, and what is open is told. */
export const advisories: Rule = {
  name: 'advisories',
  why: 'A pin stays where it is when a hole in it becomes known; the database of Go cannot be asked in a test.',
  check: tree => {
    const rows = rowsOf(tree);
    return [
      ...rowsAndPins(tree, rows),
      ...rows.flatMap(contents),
      ...told(tree, rows),
    ];
  },
};

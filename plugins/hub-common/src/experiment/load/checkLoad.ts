import { Issue } from '../../issue';
import { plainText, wholeNumber } from '../issues';
import { readShape } from '../shape-issues';
import { checkFolder } from './folder';
import { checkScenarios } from './scenarios';
import { Check, Load, loadShape, RequestLoad } from './shape';

/** Longest pause of a virtual user. */
const PAUSE_SECONDS = 3600;

/**
 * Reads and checks the load.
 *
 * @param value - from a form or a request, of any shape
 * @returns the load with its defaults, or issues with paths from `load`
 */
export function checkLoad(
  value: unknown,
): { load: Load } | { issues: Issue[] } {
  const read = readShape('load', loadShape, value);
  if ('issues' in read) return read;
  const load = read.value;
  const issues =
    load.kind === 'folder' ? checkFolder(load) : checkRequest(load);
  return issues.length > 0 ? { issues } : { load };
}

function checkRequest(load: RequestLoad): Issue[] {
  const { path, headers, body, checks, pause, scenarios } = load;
  return [
    ...checkPath(path),
    ...checkHeaders(headers),
    ...(body === undefined
      ? []
      : plainText('load.body', body, { lines: true })),
    ...checks.flatMap((one, index) =>
      checkCheck(`load.checks[${index}].value`, one),
    ),
    ...(pause >= 0 && pause <= PAUSE_SECONDS
      ? []
      : [
          {
            path: 'load.pause',
            message: `${pause} is no pause.`,
            remedy: `Give seconds from 0 to ${PAUSE_SECONDS}, such as 0.05.`,
          },
        ]),
    ...checkScenarios(scenarios),
  ];
}

function checkPath(text: string): Issue[] {
  const path = 'load.path';
  if (!text.startsWith('/')) {
    const message = `“${text}” does not start with /.`;
    return [
      { path, message, remedy: 'Give a path such as /api/orders?limit=5.' },
    ];
  }
  return /[\s#"<>\\^`{|}]|%(?![0-9a-fA-F]{2})/.test(text) ||
    plainText(path, text, { lines: false }).length > 0
    ? [
        {
          path,
          message: `“${text}” has characters that no URL has.`,
          remedy: 'Write them as % and two digits, a space as %20.',
        },
      ]
    : [];
}

function checkHeaders(headers: RequestLoad['headers']): Issue[] {
  const seen = new Set<string>();
  return headers.flatMap(({ name, value }, index) => {
    const at = (field: string) => `load.headers[${index}].${field}`;
    const issues: Issue[] = [];
    const lower = name.toLowerCase();
    if (!/^[-!#$%&'*+.^_`|~0-9A-Za-z]+$/.test(name)) {
      issues.push({
        path: at('name'),
        message: `“${name}” is no name of a header.`,
        remedy: 'Use letters, digits and hyphens, such as Content-Type.',
      });
    } else if (['content-length', 'transfer-encoding'].includes(lower)) {
      issues.push({
        path: at('name'),
        message: `${name} follows from the body.`,
        remedy: 'Remove it.',
      });
    } else if (seen.has(lower)) {
      issues.push({
        path: at('name'),
        message: `${name} is there twice.`,
        remedy: 'Write both values into one, with a comma between them.',
      });
    }
    seen.add(lower);
    const wrong = plainText(at('value'), value, { lines: false });
    if (wrong.length === 0 && value !== value.trim()) {
      wrong.push({
        path: at('value'),
        message: 'HTTP drops spaces around a header’s value.',
        remedy: 'Remove them.',
      });
    }
    return [...issues, ...wrong];
  });
}

function checkCheck(path: string, check: Check): Issue[] {
  switch (check.kind) {
    case 'status':
      return wholeNumber(path, check.value, { min: 100, max: 599 });
    case 'within':
      return wholeNumber(path, check.value, { min: 1, max: 3_600_000 });
    default:
      return check.value === ''
        ? [{ path, message: 'It is empty.', remedy: 'Give the text to find.' }]
        : plainText(path, check.value, { lines: true });
  }
}

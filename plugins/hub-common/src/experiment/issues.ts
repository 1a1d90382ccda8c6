import { Issue } from '../issue';

/** A whole number within bounds, or what is wrong with it. */
export function wholeNumber(
  path: string,
  value: number,
  { min, max }: { min: number; max: number },
): Issue[] {
  return Number.isInteger(value) && value >= min && value <= max
    ? []
    : [
        {
          path,
          message: `${value} is no whole number from ${min} to ${max}.`,
          remedy: 'Give one.',
        },
      ];
}

/** A name of a Kubernetes object: a DNS-1123 subdomain, or a label. */
export function objectName(path: string, name: string): Issue[] {
  return /^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$/.test(name)
    ? []
    : [
        {
          path,
          message: `“${name}” is no name that Kubernetes takes.`,
          remedy:
            'Use small letters, digits and hyphens; start and end with a letter or digit.',
        },
      ];
}

/** What can't be seen, and no YAML or HTTP header may hold. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * Manifests name no image that is another one tomorrow, not even in a setting:
 * the checks of the repository refuse it.
 */
export const noLatest = (path: string, text: string): Issue[] =>
  /(:latest\b|\btag: ['"]?latest\b)/.test(text)
    ? [
        {
          path,
          message: 'It asks for latest, which is another image tomorrow.',
          remedy: 'Name a tag or a digest.',
        },
      ]
    : [];

/** Text that arrives as it was typed. */
export function plainText(
  path: string,
  text: string,
  { lines }: { lines: boolean },
): Issue[] {
  if (CONTROL.test(text) || hasLoneSurrogate(text)) {
    return [
      {
        path,
        message: 'It has characters that can’t be seen.',
        remedy: 'Remove control characters, or type it anew.',
      },
    ];
  }
  return !lines && /[\r\n]/.test(text)
    ? [{ path, message: 'It has more than one line.', remedy: 'Use one line.' }]
    : [];
}

function hasLoneSurrogate(text: string): boolean {
  return /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(
    text,
  );
}

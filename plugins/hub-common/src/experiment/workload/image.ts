import { Issue } from '../../issue';

const DOMAIN = '(?:[a-zA-Z0-9](?:[-a-zA-Z0-9.]*[a-zA-Z0-9])?(?::[0-9]+)?/)?';
const PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const REFERENCE = new RegExp(
  `^${DOMAIN}${PART}(?:/${PART})*(?::([\\w][\\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`,
);

/**
 * Checks the reference of an image: one that a registry takes, and one that names
 * the same image tomorrow.
 */
export function checkImage(path: string, reference: string): Issue[] {
  if (reference === '') {
    return [
      {
        path,
        message: 'The image is empty.',
        remedy: 'Give one such as ghcr.io/acme/shop:1.4.2.',
      },
    ];
  }
  const found = REFERENCE.exec(reference);
  if (!found) {
    return [
      {
        path,
        message: `“${reference}” is no reference of an image.`,
        remedy:
          'Write it as registry/name:tag, such as ghcr.io/acme/shop:1.4.2.',
      },
    ];
  }
  const [, tag, digest] = found;
  return digest || (tag && tag !== 'latest')
    ? []
    : [
        {
          path,
          message: tag
            ? '“latest” is another image tomorrow.'
            : 'The image has no tag, which means latest: another image tomorrow.',
          remedy: 'Name a tag such as :1.4.2, or a digest.',
        },
      ];
}
